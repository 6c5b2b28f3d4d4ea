import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceMobile, IconDevices, IconDeviceTablet, IconDeviceUnknown } from '@tabler/icons-react';
import { anotherDevice, endOtherSignIns, endSignIn, type Account, type Fair } from '@siccam/contract';
import { Isolate, Tag } from '@siccam/ui';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { useConfirmed } from '../confirmed';
import { Qr } from './Qr';
import { Line, Section } from './Section';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { useMoments } from './usePage';
import { useSecondsUntil } from './useSeconds';
import { usePeople } from './words';
import classes from './Account.module.css';

const icons = { phone: IconDeviceMobile, tablet: IconDeviceTablet, computer: IconDeviceLaptop, unknown: IconDeviceUnknown };

/** Where I am signed in; each can be closed from here, and another device of mine let in. */
export function SignIns({ account: { signIns }, fair, put }: { account: Account; fair: Fair; put: (now: Account) => void }) {
  const { say, label } = usePeople();
  const act = useAct();
  const moment = useMoments(fair);
  const [ended, setEnded] = useState(false);
  const end = (ending: () => Promise<Account>) => void act.run(async () => (put(await ending()), setEnded(true)));
  return (
    <Section title={say('account.signIns')}>
      <ul>
        {signIns.map(({ id, device, address, seen, here }) => {
          const Icon = icons[device.kind];
          const kind = label(`account.device.${device.kind}`);
          const name = device.browser ? label('account.deviceOf', { device: kind, browser: device.browser }) : kind;
          const { day, time } = moment(seen);
          return (
            <li key={id} className={classes.item}>
              <Line
                icon={<Icon className="icon" aria-hidden="true" />}
                title={here ? say(`account.thisDevice.${device.kind}`) : name}
                more={
                  <>
                    {here && device.browser && <>{device.browser} · </>}
                    <Isolate fixed>{address}</Isolate> · {here ? say('account.now') : <>{day}, <Isolate number>{time}</Isolate></>}
                  </>
                }
                end={
                  here ? (
                    <Tag tone="good">{say('account.here')}</Tag>
                  ) : (
                    <Button size="sm" disabled={act.busy} aria-label={label('account.endNamed', { device: name })} onClick={() => end(() => call(endSignIn, { signIn: id }))}>
                      {say('account.end')}
                    </Button>
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      <div className={classes.pad}>
        {signIns.length > 1 && (
          <div>
            <Button size="sm" variant="subtle" disabled={act.busy} onClick={() => end(() => call(endOtherSignIns, {}))}>
              {say('account.endOthers')}
            </Button>
          </div>
        )}
        <p role="status" className={classes.saved}>
          {ended && say('account.ended')}
        </p>
        <Trouble act={act} />
        <Another />
      </div>
    </Section>
  );
}

function Another() {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const confirmed = useConfirmed();
  const [made, setMade] = useState<{ token: string; over: number } | null>(null);
  const seconds = useSecondsUntil(made?.over ?? null);
  const make = () =>
    void act.run(async () => {
      const { token, until } = await confirmed(() => call(anotherDevice, {}));
      setMade({ token, over: Date.parse(until) });
    });
  return (
    <>
      {made && (seconds ?? 0) > 0 ? (
        <>
          <Qr text={`${window.location.origin}/${lang}/enter/link#${made.token}`} label={label('account.anotherPicture')} />
          <p className={classes.soft}>{say('account.anotherMore', { minutes: Math.ceil((seconds ?? 0) / 60) })}</p>
        </>
      ) : (
        <>
          {made && (
            <p role="status" className={classes.soft}>
              {say('account.anotherOver')}
            </p>
          )}
          <div>
            <Button size="sm" loading={act.busy} leftSection={<IconDevices className="icon small" aria-hidden="true" />} onClick={make}>
              {say(made ? 'account.anotherNew' : 'account.another')}
            </Button>
          </div>
        </>
      )}
      <Trouble act={act} />
    </>
  );
}

import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { dropFactor, newRecovery, readAccount, type Account, type Fair } from '@siccam/contract';
import { call } from '../../wire';
import { useConfirmed } from '../confirmed';
import { FactorSetUp, RecoveryCodes } from './FactorSetUp';
import { Line, Section } from './Section';
import { Trouble } from './Trouble';
import { useAct } from './useAct';
import { useMoments } from './usePage';
import { usePeople } from './words';
import classes from './Account.module.css';

/** My second factor: set up, recovery codes, given up where no role asks for it. */
export function Factor({ account: { me, secondFactor, secondFactorRequired }, fair, put }: { account: Account; fair: Fair; put: (now: Account) => void }) {
  const { say } = usePeople();
  const queries = useQueryClient();
  const act = useAct();
  const confirmed = useConfirmed();
  const moment = useMoments(fair);
  const [settingUp, setSettingUp] = useState(false);
  const [recovery, setRecovery] = useState<string[] | null>(null);
  const again = async () => {
    put(await call(readAccount, {}, { fresh: true }));
    setSettingUp(false);
    setRecovery(null);
    await queries.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <Section title={say('account.factor')}>
      <div className={classes.pad}>
        {recovery ? (
          <RecoveryCodes codes={recovery} done={() => void act.run(again)} />
        ) : settingUp ? (
          <FactorSetUp me={me} done={() => void act.run(again)} />
        ) : secondFactor ? (
          <>
            <Line icon={<IconShieldCheck className="icon" aria-hidden="true" />} title={say('account.factorOn', { day: moment(secondFactor.since).day })} more={<>{say('account.recoveryLeft', { count: secondFactor.recoveryLeft })}{secondFactorRequired && <> · {say('account.factorRequired')}</>}</>} />
            <div className={classes.ways}>
              <Button size="sm" disabled={act.busy} onClick={() => void act.run(async () => setRecovery((await confirmed(() => call(newRecovery, {}))).recovery))}>
                {say('account.factorNew')}
              </Button>
              {!secondFactorRequired && (
                <Button size="sm" variant="subtle" className={classes.bad} disabled={act.busy} onClick={() => void act.run(async () => put(await confirmed(() => call(dropFactor, {}))))}>
                  {say('account.factorDrop')}
                </Button>
              )}
            </div>
          </>
        ) : (
          <>
            <Line icon={<IconShieldOff className="icon" aria-hidden="true" />} title={say(secondFactorRequired ? 'account.factorRequired' : 'account.factorOff')} />
            <div>
              <Button size="sm" onClick={() => setSettingUp(true)}>
                {say('account.factorSet')}
              </Button>
            </div>
          </>
        )}
        <Trouble act={act} />
      </div>
    </Section>
  );
}

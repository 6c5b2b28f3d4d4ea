import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconDeviceMobile, IconShieldCheck } from '@tabler/icons-react';
import { bringSecondFactor, demoCode, secondFactorRoles, type Me, type Programme } from '@siccam/contract';
import { Isolate, Loading } from '@siccam/ui';
import { CodeField, TextField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call, serverNow } from '../../wire';
import { askAgain, becomes, useMe } from '../me';
import { enterSearch } from '../query';
import { EnterLayout } from './EnterLayout';
import { FactorSetUp } from './FactorSetUp';
import { Form } from './Form';
import { Go } from './Go';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct } from './useAct';
import { afterEntering, useTitle } from './usePage';
import { useSecondsUntil } from './useSeconds';
import { usePeople } from './words';
import classes from './Enter.module.css';

const stepMs = 30_000;

/** The second factor of this sign-in: asked for, or set up first where there is none yet. */
export function FactorStep({ programme }: { programme: Programme }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const { back } = enterSearch(useSearch({ strict: false }));
  const { data: me, isError } = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [settingUp, setSettingUp] = useState(false);
  useTitle(label('factor.title'));
  const stranger = me !== undefined && me.kind !== 'person';
  const toTheDoor = useEffectEvent(() => void navigate({ to: '/$lang/enter', params: { lang }, search: back ? { back } : {}, replace: true }));
  useEffect(() => {
    if (stranger) toTheDoor();
  }, [stranger]);
  const needs = me?.signIn?.secondFactorNeeded ?? false;
  const setUp = needs && me?.signIn?.secondFactorReady === false;
  // Once begun, it stays until the recovery codes were seen, although nothing is missing any more.
  if (setUp && !settingUp) setSettingUp(true);
  const on = (now: Me) => {
    becomes(queries, now);
    void navigate({ href: afterEntering(now, lang, back), replace: true });
  };
  if (!me?.signIn)
    return (
      <EnterLayout fair={programme.fair} title={say('factor.title')}>
        {isError ? <p role="alert">{say('refusal.unreachable')}</p> : <Loading word={say('link.looking')} bars={3} />}
      </EnterLayout>
    );
  if (settingUp || setUp)
    return (
      <EnterLayout fair={programme.fair} icon={<IconShieldCheck aria-hidden="true" />} title={say('setUp.title')}>
        <FactorSetUp me={me} done={() => void askAgain(queries).then(() => void navigate({ href: afterEntering(queries.getQueryData(['me']) ?? me, lang, back), replace: true }))} />
      </EnterLayout>
    );
  if (!needs)
    return (
      <EnterLayout fair={programme.fair} icon={<IconShieldCheck aria-hidden="true" />} title={say('factor.done')}>
        <p>{say('factor.doneMore')}</p>
        <Go variant="filled" to={afterEntering(me, lang, back)}>
          {say('factor.on')}
        </Go>
      </EnterLayout>
    );
  return (
    <EnterLayout fair={programme.fair} icon={<IconShieldCheck aria-hidden="true" />} title={say('factor.title')}>
      <Bring me={me} entered={on} />
    </EnterLayout>
  );
}

/** The role of someone's that asks for a second factor. */
export const askingRole = (me: Me) => me.roles.find(({ role }) => secondFactorRoles.includes(role))?.role;

/** A wrong or used code, with the time until the next one. */
export function CodeWhy({ error }: { error: unknown }) {
  const { say } = usePeople();
  const [next] = useState(() => serverNow() + stepMs - (serverNow() % stepMs));
  const seconds = useSecondsUntil(next) ?? 0;
  if (isRefused(error, 'enter.codeUsed')) return say('factor.used', { seconds });
  if (isRefused(error, 'enter.wrongCode')) return say('factor.wrong', { seconds });
  return say(whyKey(error));
}

/** In the demonstration: the telephone of an invented person, which the demonstration holds. */
export function DemoTelephone({ fill }: { fill: (code: string) => void }) {
  const { say } = usePeople();
  const act = useAct();
  const [code, setCode] = useState<string | null>(null);
  return (
    <div className={classes.telephone}>
      <p>
        <IconDeviceMobile className="icon small" aria-hidden="true" /> {say('factor.demo')}
      </p>
      {code === null ? (
        <Button size="sm" loading={act.busy} onClick={() => void act.run(async () => setCode((await call(demoCode, {})).code))}>
          {say('factor.demoShow')}
        </Button>
      ) : (
        <>
          <p role="status">{say('factor.demoSays', { code: `${code.slice(0, 3)} ${code.slice(3)}` })}</p>
          <Button size="sm" onClick={() => (fill(code), setCode(null))}>
            {say('factor.demoFill')}
          </Button>
        </>
      )}
      <Trouble act={act} />
    </div>
  );
}

function Bring({ me, entered }: { me: Me; entered: (me: Me) => void }) {
  const { say, label } = usePeople();
  const act = useAct();
  const [code, setCode] = useState('');
  const [byRecovery, setByRecovery] = useState(false);
  const [judged, setJudged] = useState(0);
  const role = askingRole(me);
  const missing = byRecovery ? code.trim() === '' : code.length < 6;
  const send = () => {
    setJudged((count) => count + 1);
    if (missing) return act.clear();
    void act.run(async () => entered(await call(bringSecondFactor, { code })));
  };
  const refused = isRefused(act.error, 'enter.wrongCode', 'enter.codeUsed');
  const error = refused ? byRecovery ? say(whyKey(act.error)) : <CodeWhy key={String(judged)} error={act.error} /> : judged && missing ? say('ask.codeMissing') : undefined;
  const turn = () => {
    setByRecovery(!byRecovery);
    setCode('');
    setJudged(0);
    act.clear();
  };
  return (
    <>
      <p>{role ? say('factor.why', { role: label(`role.${role}`) }) : say('factor.whyFree')}</p>
      <Form onSubmit={send} wrong={act.error ?? judged} begin={byRecovery ? 'recovery' : 'code'}>
        {byRecovery ? (
          <TextField label={say('factor.recoveryLabel')} hint={say('factor.recoveryHint')} name="recovery" autoComplete="off" spellCheck={false} plain value={code} onChange={setCode} error={error} />
        ) : (
          <CodeField label={say('ask.code')} name="code" value={code} onChange={setCode} error={error} />
        )}
        <Trouble act={act} quiet={() => refused} />
        <Button type="submit" variant="filled" loading={act.busy}>
          {say('factor.go')}
        </Button>
        <Button onClick={turn}>{say(byRecovery ? 'factor.byPhone' : 'factor.recovery')}</Button>
      </Form>
      {me.demo && !byRecovery && <DemoTelephone fill={setCode} />}
      <p className={`${classes.soft} ${classes.small}`}>{say('factor.lost')}</p>
      {me.mail && (
        <p className={`${classes.soft} ${classes.small}`}>
          <Isolate fixed>{me.mail}</Isolate>
        </p>
      )}
    </>
  );
}

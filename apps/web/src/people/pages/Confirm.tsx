import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { askLink, confirmMyself, enterMailCode, lifetimes } from '@siccam/contract';
import { Dialog } from '@siccam/ui';
import { CodeField, PasswordField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { becomes, useMe } from '../me';
import { CodeWhy, DemoTelephone } from './FactorStep';
import { Form } from './Form';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct } from './useAct';
import { usePeople } from './words';
import classes from './Enter.module.css';

export { NotDone } from './Trouble';

const minutes = lifetimes.confirmation / 60_000;

/** Asks whether it is still the same person: the code of their telephone, their password, or a code sent to their address. */
export default function Confirm({ waiting }: { waiting: { yes: () => void; no: () => void } }) {
  const { say, label } = usePeople();
  const { data: me } = useMe();
  const [byMail, setByMail] = useState(false);
  const content = !me?.signIn ? (
    <p>{say('confirm.guest')}</p>
  ) : me.signIn.secondFactorReady ? (
    <ByCode demo={me.demo} yes={waiting.yes} />
  ) : byMail && me.mail ? (
    <ByMail mail={me.mail} yes={waiting.yes} back={() => setByMail(false)} />
  ) : (
    <ByPassword yes={waiting.yes} otherwise={me.mail ? () => setByMail(true) : null} />
  );
  return (
    <Dialog opened onClose={waiting.no} title={say('confirm.title')} close={label('ask.close')}>
      {content}
    </Dialog>
  );
}

function ByCode({ demo, yes }: { demo: boolean; yes: () => void }) {
  const { say } = usePeople();
  const queries = useQueryClient();
  const act = useAct();
  const [code, setCode] = useState('');
  const [judged, setJudged] = useState(0);
  const send = () => {
    setJudged((count) => count + 1);
    if (code.length < 6) return act.clear();
    void act.run(async () => {
      becomes(queries, await call(confirmMyself, { code }));
      yes();
    });
  };
  const refused = isRefused(act.error, 'enter.wrongCode', 'enter.codeUsed');
  return (
    <>
      <Form onSubmit={send} wrong={act.error ?? judged} begin>
        <p className={classes.soft}>{say('confirm.code', { minutes })}</p>
        <CodeField label={say('ask.code')} name="code" value={code} onChange={setCode} error={refused ? <CodeWhy key={judged} error={act.error} /> : judged && code.length < 6 ? say('ask.codeMissing') : undefined} />
        <Trouble act={act} quiet={() => refused} />
        <Button type="submit" variant="filled" loading={act.busy}>
          {say('confirm.go')}
        </Button>
        {demo && <DemoTelephone fill={setCode} />}
      </Form>
    </>
  );
}

function ByPassword({ yes, otherwise }: { yes: () => void; otherwise: (() => void) | null }) {
  const { say, label } = usePeople();
  const queries = useQueryClient();
  const act = useAct();
  const [password, setPassword] = useState('');
  const [judged, setJudged] = useState(0);
  const send = () => {
    setJudged((count) => count + 1);
    if (password === '') return act.clear();
    void act.run(async () => {
      becomes(queries, await call(confirmMyself, { password }));
      yes();
    });
  };
  const refused = isRefused(act.error, 'enter.wrong');
  return (
    <Form onSubmit={send} wrong={act.error ?? judged} begin>
      <p className={classes.soft}>{say('confirm.password', { minutes })}</p>
      <PasswordField label={say('ask.password')} name="password" autoComplete="current-password" show={label('ask.show')} hide={label('ask.hide')} value={password} onChange={setPassword} error={refused ? say(whyKey(act.error)) : judged && password === '' ? say('ask.passwordMissing') : undefined} />
      <Trouble act={act} quiet={() => refused} />
      <Button type="submit" variant="filled" loading={act.busy}>
        {say('confirm.go')}
      </Button>
      {otherwise && (
        <Button variant="subtle" onClick={otherwise}>
          {say('confirm.byMail')}
        </Button>
      )}
    </Form>
  );
}

/** For an account without a password: entering anew by mail, in place. */
function ByMail({ mail, yes, back }: { mail: string; yes: () => void; back: () => void }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const queries = useQueryClient();
  const act = useAct();
  const [sent, setSent] = useState(false);
  const [held, setHeld] = useState(false);
  const [code, setCode] = useState('');
  const [judged, setJudged] = useState(0);
  const send = () => {
    if (!sent)
      return void act.run(async () => {
        const { mailed } = await call(askLink, { mail, language: lang });
        setHeld(!mailed);
        setSent(mailed);
      });
    setJudged((count) => count + 1);
    if (code.length < 6) return act.clear();
    void act.run(async () => {
      becomes(queries, await call(enterMailCode, { mail, code }));
      yes();
    });
  };
  const refused = isRefused(act.error, 'enter.wrongCode', 'enter.linkOver');
  return (
    <Form onSubmit={send} wrong={act.error ?? judged} begin={sent}>
      <p className={classes.soft}>{say('confirm.mail', { mail, minutes })}</p>
      {held && <p role="alert">{say('sent.held')}</p>}
      {sent && <CodeField label={say('ask.code')} name="code" value={code} onChange={setCode} error={refused ? say(whyKey(act.error)) : judged && code.length < 6 ? say('ask.codeMissing') : undefined} />}
      <Trouble act={act} quiet={() => refused} />
      <Button type="submit" variant="filled" loading={act.busy}>
        {say(sent ? 'confirm.go' : 'confirm.mailAsk')}
      </Button>
      <Button variant="subtle" onClick={back}>
        {say('confirm.byPassword')}
      </Button>
    </Form>
  );
}

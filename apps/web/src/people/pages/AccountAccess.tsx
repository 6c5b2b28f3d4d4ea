import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconKey, IconMail } from '@tabler/icons-react';
import { changeMail, changePassword, Mail, type Account } from '@siccam/contract';
import { Isolate } from '@siccam/ui';
import { PasswordField, TextField } from '@siccam/ui/fields';
import { call } from '../../wire';
import { useConfirmed } from '../confirmed';
import { Form } from './Form';
import { Line, Section } from './Section';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct } from './useAct';
import { usePeople } from './words';
import classes from './Account.module.css';

/** By which address and password I come in. */
export function Access({ account: { me, mailProven, password }, put }: { account: Account; put: (now: Account) => void }) {
  const { say } = usePeople();
  const [open, setOpen] = useState<'mail' | 'password' | null>(null);
  const [done, setDone] = useState<'password' | { mail: string } | null>(null);
  return (
    <Section title={say('account.access')}>
      <div className={classes.pad}>
        <Line icon={<IconMail className="icon" aria-hidden="true" />} title={<Isolate fixed>{me.mail}</Isolate>} more={say(mailProven ? 'account.mailProven' : 'account.mailUnproven')} end={open !== 'mail' && <Change onClick={() => setOpen('mail')} word={say('account.mailChange')} />} />
        {open === 'mail' && <NewMail done={(mail) => (setDone({ mail }), setOpen(null))} />}
        <Line icon={<IconKey className="icon" aria-hidden="true" />} title={say(password ? 'account.passwordSet' : 'account.passwordNone')} end={open !== 'password' && <Change onClick={() => setOpen('password')} word={say(password ? 'account.passwordChange' : 'account.passwordChoose')} />} />
        {open === 'password' && <NewPassword mail={me.mail} done={(now) => (put(now), setDone('password'), setOpen(null))} />}
        <p role="status" className={classes.saved}>
          {done && (done === 'password' ? say('account.passwordDone') : say('account.mailSent', { mail: done.mail }))}
        </p>
      </div>
    </Section>
  );
}

const Change = ({ onClick, word }: { onClick: () => void; word: ReactNode }) => (
  <Button size="sm" onClick={onClick}>
    {word}
  </Button>
);

function NewMail({ done }: { done: (mail: string) => void }) {
  const { say } = usePeople();
  const act = useAct();
  const confirmed = useConfirmed();
  const [mail, setMail] = useState('');
  const [judged, setJudged] = useState(0);
  const wrong = !Mail.safeParse(mail).success;
  const send = () => {
    setJudged((count) => count + 1);
    if (wrong) return act.clear();
    void act.run(async () => {
      await confirmed(() => call(changeMail, { mail }));
      done(mail.trim());
    });
  };
  return (
    <Form onSubmit={send} wrong={judged} begin>
      <TextField label={say('account.mailNew')} type="email" name="email" autoComplete="email" inputMode="email" spellCheck={false} plain value={mail} onChange={setMail} error={judged && wrong ? say('ask.mailWrong') : undefined} />
      <Trouble act={act} />
      <Button type="submit" variant="filled" loading={act.busy}>
        {say('account.mailSend')}
      </Button>
    </Form>
  );
}

const passwordRefusals = ['enter.passwordShort', 'enter.passwordLong', 'enter.passwordCommon'] as const;

function NewPassword({ mail, done }: { mail: string | null; done: (now: Account) => void }) {
  const { say, label } = usePeople();
  const act = useAct();
  const confirmed = useConfirmed();
  const [password, setPassword] = useState('');
  const [judged, setJudged] = useState(0);
  const short = [...password].length < 8;
  const send = () => {
    setJudged((count) => count + 1);
    if (short) return act.clear();
    void act.run(async () => done(await confirmed(() => call(changePassword, { password }))));
  };
  const refused = isRefused(act.error, ...passwordRefusals);
  return (
    <Form onSubmit={send} wrong={act.error ?? judged} begin>
      {/* So that the browser keeps the new password with the right address. */}
      <input type="email" autoComplete="username" value={mail ?? ''} readOnly hidden />
      <PasswordField label={say('ask.newPassword')} hint={say('ask.newPasswordHint')} name="password" autoComplete="new-password" show={label('ask.show')} hide={label('ask.hide')} value={password} onChange={setPassword} error={judged && short ? say('refusal.enter.passwordShort') : refused ? say(whyKey(act.error)) : undefined} />
      <Trouble act={act} quiet={() => refused} />
      <Button type="submit" variant="filled" loading={act.busy}>
        {say('account.passwordSave')}
      </Button>
    </Form>
  );
}

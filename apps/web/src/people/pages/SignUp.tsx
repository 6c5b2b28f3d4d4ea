import { useState } from 'react';
import { Button } from '@mantine/core';
import { consentKinds, consentTexts, Mail, signUp, type ConsentKind, type Me } from '@siccam/contract';
import { CheckField, PasswordField, TextField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { nameIn } from '../names';
import { Form } from './Form';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct } from './useAct';
import { nameFrom } from './usePage';
import { usePeople } from './words';
import classes from './Enter.module.css';

/** Mails about one's plan are asked for where the plan is. */
const atSignUp = consentKinds.filter((what) => what !== 'reminders');
const passwordRefusals = ['enter.passwordShort', 'enter.passwordLong', 'enter.passwordCommon'] as const;

/** An account: name, address, password, and what one agrees to, each by one's own hand. */
export function SignUp({ me, mail, onMail, entered }: { me: Me | undefined; mail: string; onMail: (mail: string) => void; entered: (me: Me) => void }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const act = useAct();
  const [typed, setName] = useState<string | null>(null);
  // What a guest has said is not asked again.
  const name = typed ?? nameIn(me?.name, lang);
  const [password, setPassword] = useState('');
  const [agreed, setAgreed] = useState<readonly ConsentKind[]>([]);
  const [judged, setJudged] = useState(0);
  const length = [...password].length;
  const wrong = judged
    ? {
        name: name.trim() === '' ? 'ask.nameMissing' : [...name].length > 80 ? 'ask.nameLong' : null,
        mail: Mail.safeParse(mail).success ? null : 'ask.mailWrong',
        password: length < 8 ? 'refusal.enter.passwordShort' : length > 128 ? 'refusal.enter.passwordLong' : isRefused(act.error, ...passwordRefusals) ? whyKey(act.error) : null,
        terms: agreed.includes('terms') ? null : 'refusal.enter.consentMissing',
      } as const
    : { name: null, mail: null, password: null, terms: null };
  const send = () => {
    setJudged((count) => count + 1);
    if (name.trim() === '' || [...name].length > 80 || !Mail.safeParse(mail).success || length < 8 || length > 128 || !agreed.includes('terms')) return act.clear();
    const consents = agreed.map((what) => ({ what, version: consentTexts[what].version, language: lang }));
    void act.run(async () => entered(await call(signUp, { name: nameFrom(name), mail, password, language: lang, consents })));
  };
  return (
    <Form onSubmit={send} wrong={act.error ?? judged}>
      <p className={classes.soft}>{say('signUp.text')}</p>
      <TextField label={say('ask.name')} hint={say('ask.nameHint')} name="name" autoComplete="name" value={name} onChange={setName} error={wrong.name && say(wrong.name)} />
      <TextField label={say('ask.mail')} type="email" name="email" autoComplete="email" inputMode="email" spellCheck={false} plain value={mail} onChange={onMail} error={wrong.mail && say(wrong.mail)} />
      <PasswordField label={say('ask.newPassword')} hint={say('ask.newPasswordHint')} name="password" autoComplete="new-password" show={label('ask.show')} hide={label('ask.hide')} value={password} onChange={setPassword} error={wrong.password && say(wrong.password)} />
      <div className={classes.consents}>
        {atSignUp.map((what) => (
          <CheckField
            key={what}
            label={consentTexts[what].text[lang]}
            hint={say(what === 'terms' ? 'signUp.terms' : 'signUp.news')}
            checked={agreed.includes(what)}
            onChange={(on) => setAgreed((before) => (on ? [...before, what] : before.filter((kind) => kind !== what)))}
            error={what === 'terms' && wrong.terms && say(wrong.terms)}
          />
        ))}
      </div>
      <Trouble act={act} quiet={(error) => isRefused(error, ...passwordRefusals, 'enter.consentMissing')} />
      <Button type="submit" variant="filled" loading={act.busy}>
        {say('signUp.go')}
      </Button>
    </Form>
  );
}

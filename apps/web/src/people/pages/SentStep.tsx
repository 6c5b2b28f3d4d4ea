import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconMail } from '@tabler/icons-react';
import { askLink, enterMailCode, type Me, type Programme } from '@siccam/contract';
import { CodeField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { askAgain, becomes, useMe } from '../me';
import { enterSearch } from '../query';
import { asked as askedBefore, keepAsked } from './asked';
import { EnterLayout } from './EnterLayout';
import { Form } from './Form';
import { doorAt, Go } from './Go';
import { Terms, termsIn } from './Terms';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct } from './useAct';
import { afterEntering, useMoments, useTitle } from './usePage';
import { useSecondsUntil } from './useSeconds';
import { usePeople } from './words';
import classes from './Enter.module.css';

/** The mail is on its way: the page opens by itself once its link was opened in this browser, or by the code beside the link. */
export function SentStep({ programme }: { programme: Programme }) {
  const { say, label } = usePeople();
  const lang = useLanguage();
  const { back } = enterSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: me } = useMe();
  const [asked, setAsked] = useState(askedBefore);
  const [code, setCode] = useState('');
  const [judged, setJudged] = useState(0);
  // Only once the code is right may it be told that an account is to be made.
  const [terms, setTerms] = useState<'unasked' | 'asked' | 'agreed'>('unasked');
  const entering = useAct();
  const again = useAct();
  const moment = useMoments(programme.fair);
  useTitle(label('sent.title'));

  const go = useEffectEvent((now: Me) => {
    keepAsked(null);
    void navigate({ href: afterEntering(now, lang, back), replace: true });
  });
  useEffect(() => {
    if (me?.kind === 'person') go(me);
  }, [me]);
  const look = useEffectEvent(() => void (document.visibilityState === 'visible' && askAgain(queries)));
  useEffect(() => {
    const listener = () => look();
    document.addEventListener('visibilitychange', listener);
    window.addEventListener('focus', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
      window.removeEventListener('focus', listener);
    };
  }, []);

  const seconds = useSecondsUntil(asked ? Date.parse(asked.sent) + asked.againAfter * 1000 : null) ?? 0;
  if (!asked)
    return (
      <EnterLayout fair={programme.fair} icon={<IconMail aria-hidden="true" />} title={say('sent.title')}>
        <p>{say('sent.noMail')}</p>
        <Go variant="filled" to={doorAt(lang, back ? { back } : {})}>
          {say('sent.another')}
        </Go>
      </EnterLayout>
    );
  if (!asked.mailed)
    return (
      <EnterLayout fair={programme.fair} icon={<IconMail aria-hidden="true" />} title={say('sent.heldTitle')}>
        <p>{say('sent.held')}</p>
        <Go variant="filled" to={doorAt(lang, { way: 'password', ...(back ? { back } : {}) })}>
          {say('sent.byPassword')}
        </Go>
        <Go variant="subtle" to={doorAt(lang, back ? { back } : {})}>
          {say('sent.another')}
        </Go>
      </EnterLayout>
    );
  const byCode = () => {
    setJudged((count) => count + 1);
    if (code.length < 6 || terms === 'asked') return entering.clear();
    void entering.run(async () => {
      try {
        becomes(queries, await call(enterMailCode, { mail: asked.mail, code, ...(terms === 'agreed' ? { consents: termsIn(lang) } : {}) }));
      } catch (error) {
        if (isRefused(error, 'enter.consentMissing')) setTerms('asked');
        throw error;
      }
    });
  };
  const resend = () =>
    void again.run(async () => {
      const now = { mail: asked.mail, ...(await call(askLink, { mail: asked.mail, language: lang })) };
      keepAsked(now);
      setAsked(now);
      setCode('');
      setJudged(0);
      entering.clear();
    });
  const refused = isRefused(entering.error, 'enter.wrongCode', 'enter.linkOver');
  return (
    <EnterLayout fair={programme.fair} icon={<IconMail aria-hidden="true" />} title={say('sent.title')}>
      <p>{say('sent.text', { time: moment(asked.sent).time, mail: asked.mail })}</p>
      <Form onSubmit={byCode} wrong={entering.error ?? judged}>
        <CodeField label={say('sent.code')} name="code" value={code} onChange={setCode} error={refused ? say(whyKey(entering.error)) : judged && code.length < 6 ? say('ask.codeMissing') : undefined} />
        {terms !== 'unasked' && <Terms agreed={terms === 'agreed'} onAgreed={(on) => setTerms(on ? 'agreed' : 'asked')} refused />}
        <Trouble act={entering} quiet={(error) => refused || isRefused(error, 'enter.consentMissing')} />
        <Button type="submit" variant="filled" loading={entering.busy}>
          {say('sent.go')}
        </Button>
      </Form>
      <ul className={classes.tips}>
        <li>{say('sent.junk')}</li>
        <li>{say('sent.voice')}</li>
      </ul>
      <Button disabled={seconds > 0} loading={again.busy} onClick={resend}>
        {/* One child: a number inside the words must not become an item of its own. */}
        <span>{seconds > 0 ? say('sent.againIn', { seconds }) : say('sent.again')}</span>
      </Button>
      <Trouble act={again} />
      <Go variant="subtle" to={doorAt(lang, back ? { back } : {})}>
        {say('sent.another')}
      </Go>
    </EnterLayout>
  );
}

import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { IconDevices, IconLinkOff, IconMailCheck, IconUserCheck } from '@tabler/icons-react';
import { LinkToken, Mail, openLink, peekLink, type AnswerOf, type Programme } from '@siccam/contract';
import { Loading } from '@siccam/ui';
import { TextField } from '@siccam/ui/fields';
import { useLanguage } from '../../i18n';
import { call } from '../../wire';
import { becomes } from '../me';
import { nameIn } from '../names';
import { EnterLayout } from './EnterLayout';
import { Form } from './Form';
import { doorAt, Go } from './Go';
import { Terms, termsIn } from './Terms';
import { isRefused, Trouble, whyKey } from './Trouble';
import { useAct, type Act } from './useAct';
import { afterEntering, nameFrom, objectOf, useMoments, useTitle } from './usePage';
import { usePeople } from './words';
import classes from './Enter.module.css';

type Peeked = AnswerOf<typeof peekLink>;
/** What is said on opening a link: that one agrees to the terms, and who the first organiser is. */
type Says = { agreed: boolean; first?: { name: ReturnType<typeof nameFrom>; mail: string } };

const worthless = ['enter.linkUnknown', 'enter.linkUsed', 'enter.linkOver', 'enter.linkElsewhere'] as const;

/** Takes the secret out of the address at once: no screenshot, no history, no link passed on holds it. */
function useToken(): string | null {
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const navigate = useNavigate();
  const [token, setToken] = useState<string | null>(hash || null);
  if (hash && hash !== token) setToken(hash);
  useEffect(() => {
    if (hash) void navigate({ to: '.', hash: '', search: (search) => search, replace: true });
  }, [hash, navigate]);
  return token;
}

/** A link was opened: whose it is and what it opens, before anything is used up; one button enters. */
export function LinkStep({ programme, contact }: { programme: Programme; contact: ReactNode }) {
  const { label } = usePeople();
  const token = useToken();
  useTitle(label('enter.title'));
  if (token === null) return <NoLink fair={programme.fair} />;
  if (!LinkToken.safeParse(token).success) return <Worthless programme={programme} contact={contact} error={null} />;
  return <Looking key={token} token={token} programme={programme} contact={contact} />;
}

function Looking({ token, programme, contact }: { token: string; programme: Programme; contact: ReactNode }) {
  const { say } = usePeople();
  const looking = useAct();
  const { run } = looking;
  const [peeked, setPeeked] = useState<Peeked | null>(null);
  const look = useCallback(() => void run(async () => setPeeked(await call(peekLink, { token }))), [run, token]);
  useEffect(() => look(), [look]);
  if (peeked) return <Opening token={token} peeked={peeked} programme={programme} contact={contact} />;
  if (isRefused(looking.error, ...worthless)) return <Worthless programme={programme} contact={contact} error={looking.error} />;
  return (
    <EnterLayout fair={programme.fair} title={say('enter.title')}>
      {looking.error || looking.waiting !== null ? <Trouble act={looking} /> : <Loading word={say('link.looking')} bars={3} />}
      {Boolean(looking.error) && (
        <Button variant="filled" onClick={look}>
          {say('trouble.again')}
        </Button>
      )}
    </EnterLayout>
  );
}

function NoLink({ fair }: Pick<Programme, 'fair'>) {
  const { say } = usePeople();
  const lang = useLanguage();
  return (
    <EnterLayout fair={fair} icon={<IconLinkOff aria-hidden="true" />} title={say('link.none')}>
      <p>{say('link.noneMore')}</p>
      <Go variant="filled" to={doorAt(lang)}>
        {say('link.newLink')}
      </Go>
    </EnterLayout>
  );
}

/** Used, over, unknown, or good only where its account is signed in; with the ways on. */
function Worthless({ programme: { fair }, contact, error }: { programme: Programme; contact: ReactNode; error: unknown }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const why = isRefused(error, 'enter.linkUsed') ? 'used' : isRefused(error, 'enter.linkOver') ? 'over' : isRefused(error, 'enter.linkElsewhere') ? 'elsewhere' : 'unknown';
  return (
    <EnterLayout fair={fair} icon={<IconLinkOff aria-hidden="true" />} title={say(`link.${why}Title`)}>
      <p role="alert">{say(`link.${why}`)}</p>
      <Go variant="filled" to={doorAt(lang)}>
        {say(why === 'elsewhere' ? 'link.signIn' : 'link.newLink')}
      </Go>
      <div className={classes.opens}>
        <b>{say('link.ask')}</b>
        {contact}
      </div>
    </EnterLayout>
  );
}

function Opening({ token, peeked, programme, contact }: { token: string; peeked: Peeked; programme: Programme; contact: ReactNode }) {
  const { say } = usePeople();
  const lang = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const act = useAct();
  const { day, time } = useMoments(programme.fair)(peeked.until);
  const name = nameIn(peeked.name, lang);
  const [agreed, setAgreed] = useState(false);
  const [judged, setJudged] = useState(0);
  const open = ({ agreed: terms, first }: Says) =>
    void act.run(async () => {
      const me = await call(openLink, { token, language: lang, ...(terms ? { consents: termsIn(lang) } : {}), ...(first ? { first } : {}) });
      becomes(queries, me);
      await navigate({ href: afterEntering(me, lang, undefined), replace: true });
    });
  if (isRefused(act.error, ...worthless)) return <Worthless programme={programme} contact={contact} error={act.error} />;
  if (peeked.kind === 'firstOrganiser') return <First programme={programme} act={act} open={open} />;
  const send = () => {
    setJudged((count) => count + 1);
    if (peeked.terms && !agreed) return act.clear();
    open({ agreed });
  };
  const device = peeked.kind === 'device';
  if (peeked.kind === 'address')
    return (
      <EnterLayout fair={programme.fair} icon={<IconMailCheck aria-hidden="true" />} title={say('link.address')}>
        <p>{say('link.addressMore')}</p>
        <Button variant="filled" loading={act.busy} onClick={send}>
          {say('link.addressGo')}
        </Button>
        <Trouble act={act} />
      </EnterLayout>
    );
  return (
    <EnterLayout fair={programme.fair} icon={device ? <IconDevices aria-hidden="true" /> : <IconUserCheck aria-hidden="true" />} title={device ? say('link.device', { name }) : name ? say('link.yours', { name }) : say('link.someone')}>
      {device ? (
        <p>{say('link.deviceMore')}</p>
      ) : peeked.roles.length > 0 ? (
        <>
          <p>{say('link.opens')}</p>
          <ul className={classes.opens}>
            {peeked.roles.map((held, at) => (
              <li key={at}>
                <b>{say(`role.${held.role}`)}</b>
                <small>{held.on.kind === 'fair' ? say('link.wholeFair') : objectOf(held, programme, lang)}</small>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{say('link.opensAccount')}</p>
      )}
      <Form onSubmit={send} wrong={act.error ?? judged}>
        {peeked.terms && <Terms agreed={agreed} onAgreed={setAgreed} refused={judged > 0} />}
        <Trouble act={act} />
        <Button type="submit" variant="filled" loading={act.busy}>
          {say('link.go')}
        </Button>
      </Form>
      <p className={`${classes.soft} ${classes.small}`}>
        {say('link.once', { day, time })} {name && say('link.notYou', { name })}
      </p>
    </EnterLayout>
  );
}

/** The first person of a new fair says who they are. */
function First({ programme, act, open }: { programme: Programme; act: Act; open: (says: Says) => void }) {
  const { say } = usePeople();
  const [name, setName] = useState('');
  const [mail, setMail] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [judged, setJudged] = useState(0);
  const wrongName = name.trim() === '' ? 'ask.nameMissing' : [...name].length > 80 ? 'ask.nameLong' : null;
  const wrongMail = Mail.safeParse(mail).success ? null : 'ask.mailWrong';
  const send = () => {
    setJudged((count) => count + 1);
    if (!wrongName && !wrongMail && agreed) open({ agreed, first: { name: nameFrom(name), mail } });
  };
  return (
    <EnterLayout fair={programme.fair} icon={<IconUserCheck aria-hidden="true" />} title={say('link.first')}>
      <Form onSubmit={send} wrong={act.error ?? judged}>
        <p className={classes.soft}>{say('link.firstMore')}</p>
        <TextField label={say('ask.name')} hint={say('ask.nameHint')} name="name" autoComplete="name" value={name} onChange={setName} error={judged && wrongName ? say(wrongName) : isRefused(act.error, 'enter.nameMissing') ? say(whyKey(act.error)) : undefined} />
        <TextField label={say('link.firstMail')} type="email" name="email" autoComplete="email" inputMode="email" spellCheck={false} plain value={mail} onChange={setMail} error={judged && wrongMail ? say(wrongMail) : undefined} />
        <Terms agreed={agreed} onAgreed={setAgreed} refused={judged > 0} />
        <Trouble act={act} quiet={(error) => isRefused(error, 'enter.nameMissing')} />
        <Button type="submit" variant="filled" loading={act.busy}>
          {say('link.go')}
        </Button>
      </Form>
    </EnterLayout>
  );
}

import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconLock, IconPlugConnected, IconShieldLock, IconTransfer } from '@tabler/icons-react';
import type { Me, Programme } from '@siccam/contract';
import { Empty, Loading } from '@siccam/ui';
import { bare, useLanguage, useWords } from '../i18n';
import { NotDone, useMe } from '../people';
import { ExchangeDesk } from '../exchange';
import { useProgramme, useProgrammeFeed } from '../programme';
import { TimetableDesk } from '../timetable';
import { SpeakersDesk } from '../speaker';
import { Refused } from '../wire';
import { useAddress } from './address';
import { AuditDesk } from './AuditDesk';
import { DeskFrame, desks, type DeskName } from './DeskFrame';
import { OutboxDesk } from './OutboxDesk';
import { PeopleDesk } from './PeopleDesk';
import { useDesk } from './words';
import classes from './Forms.module.css';

const isDesk = (name: string): name is DeskName => (desks as readonly string[]).includes(name);

/** One desk of the organisation. `languages`: the ways to the same page in another language. `lost`: what stands at an address without a desk. */
export default function Desk({ desk, languages, lost }: { desk: string; languages: ReactNode; lost: ReactNode }) {
  const { say } = useWords();
  return (
    <Suspense fallback={<Loading word={say('shell.loading')} />}>
      {/* Fetched with the desk: a refusal's words are needed where nothing more can be fetched. */}
      <NotDone error={null} />
      <Opened desk={desk} languages={languages} lost={lost} />
    </Suspense>
  );
}

function Opened({ desk, languages, lost }: { desk: string; languages: ReactNode; lost: ReactNode }) {
  const { say, label } = useDesk();
  const shell = useWords();
  const me = useMe();
  const programme = useProgramme();
  useProgrammeFeed(programme.data?.fair.id);
  const [{ open: part }] = useAddress();
  const exchange = desk === 'programme' && part === 'exchange';
  const title = bare(shell.label('shell.title', { page: exchange ? label('frame.exchange') : isDesk(desk) ? label(`frame.${desk}`) : label('frame.place') }));
  useEffect(() => {
    document.title = title;
  }, [title]);

  // The way that led to the other part is gone with its own.
  const shown = useRef(exchange);
  useEffect(() => {
    if (shown.current === exchange) return;
    shown.current = exchange;
    (document.querySelector<HTMLElement>('main h1[tabindex]') ?? document.querySelector<HTMLElement>('main'))?.focus();
  }, [exchange]);

  if (!isDesk(desk)) return lost;
  const open = me.data !== undefined && programme.data !== undefined && mayOpen(me.data, programme.data);
  const silent = [me, programme].find(({ data, failureCount, fetchStatus }) => !data && (failureCount > 1 || fetchStatus === 'paused'));
  const again = () => void Promise.all([me.refetch(), programme.refetch()]);
  return (
    <DeskFrame fair={programme.data?.fair} me={me.data} languages={languages} open={open}>
      {me.data && programme.data ? (
        open ? (
          <TheDesk desk={exchange ? 'exchange' : desk} me={me.data} programme={programme.data} />
        ) : (
          <Closed me={me.data} />
        )
      ) : me.error instanceof Refused || silent ? (
        <Unanswered error={me.error} again={again} />
      ) : (
        <Loading word={say('frame.loading')} bars={6} />
      )}
    </DeskFrame>
  );
}

/** The server decides at every door; this only keeps a desk from being drawn for nothing. */
const mayOpen = ({ signIn, roles }: Me, { fair }: Programme): boolean => signIn !== null && !signIn.secondFactorNeeded && roles.some(({ role, on }) => role === 'organiser' && on.id === fair.id);

function TheDesk({ desk, me, programme }: { desk: DeskName | 'exchange'; me: Me; programme: Programme }) {
  const word = useDesk().say('frame.loading');
  if (desk === 'programme') return <Suspense fallback={<Soon />}><TimetableDesk programme={programme} me={me} ways={<ToExchange />} /></Suspense>;
  if (desk === 'exchange') return <Suspense fallback={<Loading word={word} bars={6} />}><ExchangeDesk programme={programme} /></Suspense>;
  if (desk === 'speakers') return <Suspense fallback={<Loading word={word} bars={6} />}><SpeakersDesk programme={programme} /></Suspense>;
  if (desk === 'audit') return <AuditDesk programme={programme} />;
  if (desk === 'outbox') return <OutboxDesk programme={programme} />;
  return <PeopleDesk programme={programme} me={me} />;
}

/** From the timetable to where its files come in and go out. */
function ToExchange() {
  const { say } = useDesk();
  const [, change] = useAddress();
  return (
    <Button size="sm" variant="default" leftSection={<IconTransfer className="icon" aria-hidden="true" />} onClick={() => change({ open: 'exchange', item: undefined })}>
      {say('frame.exchange')}
    </Button>
  );
}

function Soon() {
  const { say } = useDesk();
  return <Loading word={say('frame.loading')} bars={6} />;
}

/** For whoever has no business here: whose it is, and the ways on. */
function Closed({ me: { signIn, roles } }: { me: Me }) {
  const { say } = useDesk();
  const lang = useLanguage();
  const navigate = useNavigate();
  // Whoever enters comes back to this desk.
  const back = `?${new URLSearchParams({ back: window.location.pathname }).toString()}`;
  const way = (path: string, text: ReactNode, first = false) => {
    const to = `/${lang}${path}`;
    return (
      <Button component="a" variant={first ? 'filled' : 'default'} href={to} onClick={(event) => (event.preventDefault(), void navigate({ href: to }))}>
        {text}
      </Button>
    );
  };
  const mayOnce = signIn?.secondFactorNeeded && roles.some(({ role }) => role === 'organiser');
  if (mayOnce)
    return (
      <div className={classes.closed}>
        <Empty icon={<IconShieldLock className="icon" aria-hidden="true" />} title={<Heading>{say('closed.factorTitle')}</Heading>} action={<p className={classes.ways}>{signIn.secondFactorReady ? way(`/enter/code${back}`, say('closed.factor'), true) : way('/account', say('closed.factorSet'), true)}</p>}>
          {say('closed.factorText')}
        </Empty>
      </div>
    );
  return (
    <div className={classes.closed}>
      <Empty
        icon={<IconLock className="icon" aria-hidden="true" />}
        title={<Heading>{say('closed.title')}</Heading>}
        action={
          <p className={classes.ways}>
            {way(`/enter${back}`, say(signIn ? 'closed.other' : 'closed.enter'), true)}
            {way('', say('closed.visit'))}
          </p>
        }
      >
        {say('closed.text')}
      </Empty>
    </div>
  );
}

function Unanswered({ error, again }: { error: unknown; again: () => void }) {
  const { say } = useDesk();
  return (
    <div className={classes.closed} role="status">
      <Empty icon={<IconPlugConnected className="icon" aria-hidden="true" />} title={<Heading>{say('closed.unreachable')}</Heading>} action={<Button onClick={again}>{say('closed.retry')}</Button>}>
        {error instanceof Refused ? <NotDone bare error={error} /> : say('closed.unreachableText')}
      </Empty>
    </div>
  );
}

/** A page's first heading, at the size of the words around it. */
function Heading({ children }: { children: ReactNode }) {
  return <span role="heading" aria-level={1}>{children}</span>;
}

import { useState } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconCalendarPlus, IconCheck, IconMicrophone2, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { answerSession, momentAt, startOf, wallAt, wordsIn, type Check, type Me, type Programme, type Session, type SpeakerMine, type SpeakerPage as OnePage, type SpeakerSession } from '@siccam/contract';
import { ClockPair, Empty, Loading } from '@siccam/ui';
import { ChoiceField } from '@siccam/ui/fields';
import { fairMoment, ownWall, useFairNow } from '../fair';
import { bare, Said, useDates, useLanguage, useWords } from '../i18n';
import { nameIn, NotDone, Signed } from '../people';
import { byStart } from '../programme';
import { call } from '../wire';
import { CheckPart } from './Check';
import { speakerKey, useMine } from './mine';
import { Profile } from './Profile';
import { verdicts } from './verdict';
import { useSpeaker } from './words';
import classes from './Speaker.module.css';

const minute = 60_000;
/** Minutes before the start at which someone is to be there. */
const early = 20;

/** One's own page as someone of the programme: the check, the sessions, the profile; for an assistant, of whom they assist. */
export default function SpeakerPage({ programme }: { programme: Programme }) {
  const { label } = useSpeaker();
  const shell = useWords();
  const title = bare(shell.label('shell.title', { page: label('page.title') }));
  return (
    <>
      <title>{title}</title>
      <Signed>{(me) => <Mine me={me} programme={programme} />}</Signed>
    </>
  );
}

function Mine({ me, programme }: { me: Me; programme: Programme }) {
  const { say, label } = useSpeaker();
  const lang = useLanguage();
  const { data, error, refetch } = useMine(me, programme);
  const [chosen, choose] = useState<string | null>(null);
  if (!data) return error ? <NotDone error={error} action={<Button onClick={() => void refetch()}>{say('page.retry')}</Button>} /> : <Loading word={say('page.loading')} bars={6} />;
  if (!data.mayCheck)
    return (
      <Empty
        icon={<IconMicrophone2 className="icon" aria-hidden="true" />}
        title={<span role="heading" aria-level={1}>{say('page.none')}</span>}
        action={<Link to="/$lang/programme" params={{ lang }}>{say('page.programme')}</Link>}
      >
        {say('page.noneText')}
      </Empty>
    );
  const one = data.speakers.find(({ speaker }) => speaker === chosen) ?? data.speakers[0];
  const check = one ? one.check : data.check;
  // One's own check goes on while an organiser joins one's profile.
  const assisted = one && !one.mine ? one.speaker : null;
  const name = one ? wordsIn(one.profile.name, lang).text : nameIn(me.name, lang);
  const sessions = one ? [...one.sessions, ...(one.mine ? data.roles.map(noAnswer) : [])] : data.roles.map(noAnswer);
  const known = sessions
    .flatMap((session) => programme.sessions.filter(({ id }) => id === session.id).map((released) => ({ session, released })))
    .sort((a, b) => byStart(a.released, b.released));
  return (
    <div className={classes.page}>
      <div>
        <header className={classes.head}>
          <p className={classes.kicker}>{say('page.kicker')}</p>
          <h1>{<Standing check={check} />}</h1>
          <p className={classes.soft}>
            <span>{say(assisted ? 'page.assisting' : 'page.welcome', { name })}</span>
            {check && <> · <Tested check={check} programme={programme} /></>}
          </p>
          {data.speakers.length > 1 && <ChoiceField label={say('page.whose')} value={one?.speaker ?? ''} onChange={choose} choices={data.speakers.map(({ speaker, profile }) => ({ value: speaker, label: wordsIn(profile.name, lang).text || label('page.title') }))} />}
        </header>
        <CheckPart key={assisted ?? 'me'} known={check?.found ?? null} speaker={assisted} />
      </div>
      <div className={classes.side}>
        <section aria-labelledby="sessions">
          <h2 id="sessions">{say('session.title')}</h2>
          {sessions.length === 0 ? (
            <p className={classes.soft}>{say('session.none')}</p>
          ) : (
            <a href={`/api/calendar/${lang}/mine.ics`} download className={classes.calendar}>
              <IconCalendarPlus className="icon small" aria-hidden="true" /> {say('session.calendar')}
            </a>
          )}
          {known.map(({ session, released }) => (
            <OneSession key={`${session.id} ${session.role}`} known={released} session={session} speaker={one && one.sessions.includes(session) ? one.speaker : null} programme={programme} />
          ))}
        </section>
        {one ? <Profile key={one.speaker} page={one} /> : <p className={classes.soft}>{say(data.roles.length > 0 ? 'page.unjoined' : 'page.assistNobody')}</p>}
        <p className={classes.soft}>{say('page.link')}</p>
      </div>
    </div>
  );
}

const noAnswer = ({ id, role }: SpeakerMine['roles'][number]): SpeakerSession => ({ id, role, answer: null, moved: false });

/** How ready someone is, in one line. */
function Standing({ check }: { check: OnePage['check'] }) {
  const { say } = useSpeaker();
  if (!check) return say('page.untested');
  const all = verdicts(check.found);
  const [bad, care] = [all.filter(({ tone }) => tone === 'bad').length, all.filter(({ tone }) => tone === 'care' || tone === 'open').length];
  return bad > 0 ? say('page.repair', { count: bad }) : care > 0 ? say('page.improve', { count: care }) : say('page.ready');
}

function Tested({ check: { at, own }, programme: { fair } }: { check: Check; programme: Programme }) {
  const { say } = useSpeaker();
  const { dayInLine } = useDates();
  const wall = wallAt(fairMoment(fair, at), fair.offset);
  return say(own ? 'page.tested' : 'page.testedFor', { time: `${dayInLine(wall.slice(0, 10))} ${wall.slice(11)}` });
}

function OneSession({ known, session, speaker, programme: { fair } }: { known: Session; session: SpeakerSession; speaker: string | null; programme: Programme }) {
  const { say, label } = useSpeaker();
  const { dayInLine } = useDates();
  const lang = useLanguage();
  const now = useFairNow(fair);
  const start = momentAt(startOf(known), fair.offset);
  const clocks = [
    { wall: startOf(known), place: (day: string) => say('session.morocco', { day }) },
    { wall: ownWall(fair, start), place: (day: string) => say('session.own', { day }) },
  ];
  const shown = clocks[1]?.wall === clocks[0]?.wall ? clocks.slice(0, 1) : clocks;
  const left = Math.ceil((start - now) / minute);
  const state = known.state === 'cancelled' ? 'cancelled' : known.state === 'ended' ? 'over' : left <= 0 ? 'begun' : null;
  return (
    <article className={classes.session} aria-label={label('session.title')}>
      <p className={classes.soft}>{say(`session.role.${session.role}`)}</p>
      <h3>
        <Link to="/$lang/s/$slug" params={{ lang, slug: known.slug }}>
          <Said words={known.title} />
        </Link>
      </h3>
      <div className={classes.when}>
        <ClockPair clocks={shown.map(({ wall, place }) => ({ time: wall.slice(11), place: place(dayInLine(wall.slice(0, 10))) }))} />
        <div className={classes.left}>
          {state ? (
            <b>{say(`session.${state}`)}</b>
          ) : (
            <>
              <b>{left >= 48 * 60 ? say('session.days', { count: Math.floor(left / 1440) }) : left >= 60 ? say('session.hours', { hours: String(Math.floor(left / 60)), minutes: String(left % 60).padStart(2, '0') }) : say('session.minutes', { minutes: String(left) })}</b>
              <span>{say('session.before', { time: wallAt(start - early * minute, fair.offset).slice(11) })}</span>
            </>
          )}
        </div>
      </div>
      {speaker && (state === null || (state === 'begun' && session.answer)) && <Answer session={session} speaker={speaker} starts={known.starts} />}
    </article>
  );
}

/** Confirmed, declined, or asked for: again where the session has moved since. */
function Answer({ session, speaker, starts }: { session: SpeakerSession; speaker: string; starts: string }) {
  const { say } = useSpeaker();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const answer = async (said: 'confirmed' | 'declined') => {
    setBusy(true);
    setTrouble(null);
    try {
      queries.setQueryData(speakerKey, await call(answerSession, { speaker, session: session.id, starts, answer: said }));
      setAsks(false);
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  const open = asks || session.answer === null;
  return (
    <div className={classes.answer} role="group" aria-live="polite">
      {!open && session.answer ? (
        <>
          <span className={classes.said} data-said={session.answer}>
            {session.answer === 'confirmed' ? <IconCheck className="icon small" aria-hidden="true" /> : <IconX className="icon small" aria-hidden="true" />} {say(`session.${session.answer}`)}
          </span>
          <Button size="sm" variant="subtle" onClick={() => setAsks(true)}>{say('session.change')}</Button>
        </>
      ) : (
        <>
          <p>{say(session.moved ? 'session.moved' : 'session.ask')}</p>
          <span className={classes.ways}>
            <Button size="sm" variant="filled" loading={busy} onClick={() => void answer('confirmed')}>{say('session.confirm')}</Button>
            <Button size="sm" disabled={busy} onClick={() => void answer('declined')}>{say('session.decline')}</Button>
          </span>
        </>
      )}
      {trouble !== null && <NotDone error={trouble} />}
    </div>
  );
}

import { Suspense, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowBackUp, IconArrowForwardUp, IconCalendarPlus, IconEye, IconPlus } from '@tabler/icons-react';
import { lookAtDraft, told, type DraftPulse, type Me, type Programme, type Words } from '@siccam/contract';
import { dayOf, isPlaced } from '@siccam/timetable';
import { Loading, PersonFace } from '@siccam/ui';
import { useDates, useLanguage } from '../i18n';
import { initialsOf, nameIn, NotDone, toneOf } from '../people';
import { ask, Refused, useFeed, useLostSince, useTold } from '../wire';
import { Conflicts, ofDay } from './Conflicts';
import { DayCard, DayPart, gestures } from './DayPart';
import { useKeptFocus, useWayBack } from './focus';
import { Grid, useStill } from './Grid';
import { LinksSheet, ReleasesSheet } from './History';
import { Lost } from './Lost';
import { Missing } from './Missing';
import { DaysSheet, NewSession, NewStage, SpeakerSheet, StageSheet } from './OtherSheets';
import { ReleasePanel, Since, useChange, usePreview } from './Release';
import { RoomOf, sessionsOf, useRoom, useText, useWide } from './room';
import { SessionSheet } from './SessionSheet';
import { SheetFrame, Part } from './SheetFrame';
import { storeOf, type Deed, type DraftStore } from './store';
import { offer } from './toast';
import { ToastBar } from './ToastBar';
import { Tray } from './Tray';
import { useTimetable } from './words';
import classes from './TimetableDesk.module.css';

/** The organiser's timetable: the draft of the days on a grid, what is wrong with it, and its release. On a phone what is wrong, and the gestures of the day. `ways`: where else the programme is worked on. */
export default function TimetableDesk({ programme, me, ways }: { programme: Programme; me: Me; ways: ReactNode }) {
  const { say } = useTimetable();
  const fair = programme.fair;
  const store = storeOf(fair.id, me.id);
  const { data, error, refetch } = useQuery({ queryKey: ['desk', 'draft', fair.id], queryFn: () => store.read().then(() => true), staleTime: Infinity, gcTime: 0, retry: (count, thrown) => !(thrown instanceof Refused) && count < 20 });
  useFeed(`draft:${fair.id}`, {
    begin: (head) => void store.readUpTo(head).catch(() => undefined),
    fact: (fact) => {
      if (fact.name === 'draft.saved') store.heard(fact.body.items);
      if (fact.name === 'release.made') store.released(fact.body);
    },
  });
  const lost = useLostSince();
  useEffect(() => {
    if (lost === null) store.again();
  }, [lost, store]);
  if (!data && !store.shown.ready)
    return error ? <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('again')}</Button>} /> : <Loading word={say('loading')} bars={8} />;
  return (
    <Suspense fallback={<Loading word={say('loading')} bars={8} />}>
      <RoomOf fair={fair} store={store} programme={programme}>
        <Desk me={me} ways={ways} />
      </RoomOf>
    </Suspense>
  );
}

function Desk({ me, ways }: { me: Me; ways: ReactNode }) {
  const { say } = useTimetable();
  const room = useRoom();
  const { items, days, day, conflicts, open, store, shown, stages } = room;
  const wide = useWide();
  const { preview } = usePreview();
  const change = useChange();
  const today = useMemo(() => ofDay(conflicts, items, day), [conflicts, items, day]);
  const numbers = useMemo(() => {
    const of = new Map<string, string>();
    for (const { number, conflict } of today.numbered) for (const id of conflict.sessions) of.set(id, [...(of.get(id)?.split(',') ?? []), `${number}${conflict.accepted ? 'k' : ''}`].join(','));
    return of;
  }, [today]);
  const marks = new Map<string, string>();
  if (shown.release) for (const one of preview?.changes ?? []) if (!marks.has(one.session)) marks.set(one.session, change(one).what);
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root);
  useStill(root);
  useWayBack(root, open, room.opener);
  const back = useBack(store);
  useToasts(store);
  const calm = sessionsOf(items).filter(({ id, content }) => content.starts && isPlaced(content) && dayOf(content.starts) === day && !numbers.has(id)).length;
  const sheet = <Beside />;
  if (days.length === 0)
    return (
      <div ref={root} className={classes.desk}>
        <h1 tabIndex={-1}>{say('title.page')}</h1>
        <p>{ways}</p>
        <DaysSheet close={() => undefined} />
      </div>
    );
  if (!wide)
    return (
      <div ref={root} className={classes.desk}>
        {open && isOpen(room) ? (
          <>
            <h1 className={classes.aloud}>{say('title.page')}</h1>
            {sheet}
          </>
        ) : (
          <>
            <Title count={preview ? preview.changes.length : null} me={me} ways={ways} back={back} />
            <Days />
            <Lost />
            <Conflicts {...today} calm={calm} />
            <Missing />
            <DayCard open={(gesture) => room.show(`day-${gesture}`)} />
            <div className={classes.bar}>
              <p>
                <b>{say('version', { number: preview?.number ?? (shown.release?.number ?? 0) + 1 })}</b>
                <small>{say('changes', { count: preview?.changes.length ?? 0 })}</small>
              </p>
              <Button variant="filled" data-opens="release" onClick={() => room.show('release')}>{say('release.review')}</Button>
            </div>
          </>
        )}
        <ToastBar />
      </div>
    );
  return (
    <div ref={root} className={classes.desk}>
      <Title count={preview ? preview.changes.length : null} me={me} ways={ways} back={back} />
      <Lost />
      <div className={classes.columns} data-beside={isOpen(room) || undefined}>
        <div className={classes.side}>
          <Tray />
          <Conflicts {...today} />
          <Missing />
        </div>
        {stages.length > 0 ? <Grid key={day} numbers={numbers} marks={marks} /> : <NoStage />}
        {isOpen(room) && <aside className={classes.beside}>{sheet}</aside>}
      </div>
      <ReleasePanel />
      <ToastBar />
    </div>
  );
}

const named = new Set(['new', 'stage', 'days', 'releases', 'links', 'release']);
/** Whether something really stands beside: an address may name what is gone. */
const isOpen = ({ open, items }: ReturnType<typeof useRoom>): boolean => open !== null && (named.has(open) || open.startsWith('day-') || ['session', 'stage', 'speaker'].includes(items.get(open)?.kind ?? ''));

function Beside() {
  const { open, items, show } = useRoom();
  const { say } = useTimetable();
  const close = () => show(null);
  if (open === null) return null;
  if (open === 'new') return <NewSession close={close} />;
  if (open === 'stage') return <NewStage close={close} />;
  if (open === 'days') return <DaysSheet close={close} />;
  if (open === 'releases') return <ReleasesSheet close={close} />;
  if (open === 'links') return <LinksSheet close={close} />;
  if (open === 'release')
    return (
      <SheetFrame title={say('release.review')} close={close}>
        <ReleasePanel />
      </SheetFrame>
    );
  const gesture = gestures.find((one) => open === `day-${one}`);
  if (gesture)
    return (
      <SheetFrame title={say(`onDay.${gesture}`)} over={say('onDay.title')} close={close}>
        <Part>
          <DayPart only={gesture} done={close} />
        </Part>
      </SheetFrame>
    );
  const content = items.get(open);
  if (content?.kind === 'session') return <SessionSheet key={open} id={open} session={content} close={close} />;
  if (content?.kind === 'stage') return <StageSheet key={open} id={open} stage={content} close={close} />;
  if (content?.kind === 'speaker') return <SpeakerSheet key={open} id={open} speaker={content} close={close} />;
  return null;
}

function NoStage() {
  const { say } = useTimetable();
  const { show } = useRoom();
  return (
    <div className={classes.empty}>
      <IconCalendarPlus className="icon" aria-hidden="true" />
      <h2>{say('stage.none')}</h2>
      <p>{say('stage.noneText')}</p>
      <Button variant="filled" leftSection={<IconPlus className="icon" aria-hidden="true" />} onClick={() => show('stage')}>{say('stage.add')}</Button>
    </div>
  );
}

function Title({ count, me, ways, back: { undo, redo, said } }: { count: number | null; me: Me; ways: ReactNode; back: Back }) {
  const { say, label } = useTimetable();
  const { shown, show } = useRoom();
  const wide = useWide();
  const deed = useDeedWords();
  const undoes = shown.undo ? label('undo.one', { deed: deed(shown.undo) }) : label('undo.none');
  const redoes = shown.redo ? label('redo.one', { deed: deed(shown.redo) }) : label('redo.none');
  return (
    <header className={classes.title}>
      <div>
        <h1 tabIndex={-1}>{say('title.page')}</h1>
        <p>
          <span className={classes.tag}>{say('title.draft')}</span> <span><Since count={count} /></span>
        </p>
      </div>
      {wide && <Days />}
      <div className={classes.acts}>
        <Seen me={me} />
        <span className={classes.pair}>
          <ActionIcon variant="subtle" size={40} aria-label={undoes} title={undoes} disabled={!shown.undo} onClick={undo}>
            <IconArrowBackUp className="icon flip" aria-hidden="true" />
          </ActionIcon>
          <ActionIcon variant="subtle" size={40} aria-label={redoes} title={redoes} disabled={!shown.redo} onClick={redo}>
            <IconArrowForwardUp className="icon flip" aria-hidden="true" />
          </ActionIcon>
        </span>
        <p role="status" className={classes.aloud}>{said}</p>
        <span className={classes.aside}>
          <Button size="sm" variant="subtle" data-opens="releases" onClick={() => show('releases')}>{say('releases.short')}</Button>
          <Button size="sm" variant="default" data-opens="links" leftSection={<IconEye className="icon" aria-hidden="true" />} onClick={() => show('links')}>{say('links.title')}</Button>
        </span>
        {ways}
      </div>
    </header>
  );
}

function Days() {
  const { say, label } = useTimetable();
  const { days, day, goTo, show } = useRoom();
  const { weekdayNumber } = useDates();
  const wide = useWide();
  return (
    <div className={classes.days}>
      <nav aria-label={label('days.one')}>
        {days.map((one) => (
          <button key={one} type="button" aria-current={one === day ? 'date' : undefined} onClick={() => goTo(one)}>
            {weekdayNumber(one)}
          </button>
        ))}
      </nav>
      {wide && <Button size="sm" variant="subtle" onClick={() => show('days')}>{say('days.short')}</Button>}
    </div>
  );
}

/** Who else looks at this draft now, and at what. */
function Seen({ me }: { me: Me }) {
  const { say, label } = useTimetable();
  const { open, items } = useRoom();
  const language = useLanguage();
  const text = useText();
  const [here, setHere] = useState<DraftPulse['here']>([]);
  useTold<DraftPulse>(told.draft, (pulse) => setHere(pulse.here));
  const lost = useLostSince();
  const item = open && items.has(open) ? open : null;
  useEffect(() => {
    if (lost !== null) return;
    let gone = false;
    // The topic is entered at the same time: once more where the first came too early.
    const look = () => void ask(lookAtDraft, { item }).then((pulse) => !gone && setHere(pulse.here), () => undefined);
    look();
    const timer = window.setTimeout(look, 1500);
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, [item, lost]);
  const others = [...new Map(here.filter(({ person }) => person !== me.id).map((one) => [one.person, one])).values()];
  const [first] = others;
  if (!first) return null;
  const name = nameIn(first.name, language) || label('seen.someone');
  const at = first.item ? items.get(first.item) : undefined;
  return (
    <span className={classes.seen}>
      {others.slice(0, 3).map(({ person, name: one }) => (
        <PersonFace key={person} tone={toneOf(person)} shape="person" initials={initialsOf(nameIn(one, language))} size="list" />
      ))}
      <small>
        {others.length > 1 ? say('seen.many', { name, count: others.length - 1 }) : at?.kind === 'session' ? say('seen.at', { name, title: text(at.title, label('session.noTitle')) }) : say('seen.one', { name })}
      </small>
    </span>
  );
}

/** What a gesture did, in words. */
function useDeedWords(): (deed: Deed & { title: Words }) => string {
  const { label } = useTimetable();
  const text = useText();
  return ({ what, title }) => label(`deed.${what}`, { title: text(title, label('session.noTitle')) });
}

type Back = { undo: () => void; redo: () => void; said: string };

/** Takes back the last gesture, or does it again, and says which; Ctrl+Z and its opposite too, unless a field has its own. */
function useBack(store: DraftStore): Back {
  const { label } = useTimetable();
  const deed = useDeedWords();
  const [said, say] = useState('');
  const go = (to: 'undo' | 'redo') => {
    const next = store.get()[to];
    store[to]();
    if (next) say(label(`${to}.done`, { deed: deed(next) }));
  };
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  useUndoKeys(latest);
  return { undo: () => go('undo'), redo: () => go('redo'), said };
}

function useUndoKeys(go: RefObject<(to: 'undo' | 'redo') => void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (event.target instanceof HTMLElement && event.target.closest('input, textarea, dialog'))) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      go.current(key === 'y' || event.shiftKey ? 'redo' : 'undo');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [go]);
}

const gestured = ['moved', 'lengthened', 'placed', 'unplaced', 'removed', 'cancelled', 'restored'];

/** Each gesture stands ten seconds to be taken back. */
function useToasts(store: DraftStore): void {
  const { shown } = useRoom();
  const deed = useDeedWords();
  const seen = useRef(shown.gesture);
  const gesture = shown.gesture;
  useEffect(() => {
    if (!gesture || seen.current === gesture) return;
    seen.current = gesture;
    if (gestured.includes(gesture.what)) offer(deed(gesture), () => store.undo());
  });
}

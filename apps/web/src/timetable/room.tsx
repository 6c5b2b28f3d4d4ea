import { createContext, use, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { wordsIn, type Conflict, type DraftContent, type DraftFair, type DraftSession, type DraftSpeaker, type DraftStage, type Fair, type Programme, type Session, type SessionState, type Words } from '@siccam/contract';
import { dayOf, isPlaced, timeOf, wallPlus, type Timetable } from '@siccam/timetable';
import { useLanguage } from '../i18n';
import { Wrong } from './conflicts';
import type { DraftStore, Shown } from './store';

/** One item with its id. */
export type Of<Content> = { id: string; content: Content };

/** What all parts of the timetable share. */
export type Room = {
  fair: Fair;
  store: DraftStore;
  shown: Shown;
  items: Shown['contents'];
  zone: string;
  /** The draft as the rules look at it, by the server's clock. */
  timetable: Timetable;
  days: string[];
  day: string;
  stages: Of<DraftStage>[];
  /** What visitors already know, with where it stands. */
  released: ReadonlyMap<string, SessionState>;
  /** What visitors know of each session. */
  known: ReadonlyMap<string, Session>;
  conflicts: Conflict[];
  /** What is open beside the grid: an item's id, `new`, `stage`, `days`, `releases`, `links`. */
  open: string | null;
  /** What had the focus when it was opened. */
  opener: RefObject<Element | null>;
  show: (open: string | null) => void;
  goTo: (day: string) => void;
  /** Draws the eyes to a session: its day, its sheet. */
  choose: (id: string) => void;
};

const InRoom = createContext<Room | null>(null);

/** What all parts of the timetable share. */
export function useRoom(): Room {
  const room = use(InRoom);
  if (!room) throw new Error('outside of the timetable');
  return room;
}

const wide = () => window.matchMedia('(min-width: 700px)');

/** Whether the grid is drawn: on a tablet already, and not on a phone. */
export const isWide = (): boolean => wide().matches;
/** The same, as it changes. */
export const useWide = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      const watched = wide();
      watched.addEventListener('change', tell);
      return () => watched.removeEventListener('change', tell);
    },
    isWide,
  );

/** The fair's days as the draft has them. */
export const daysOf = (items: ReadonlyMap<string, DraftContent>): string[] => {
  for (const content of items.values()) if (content.kind === 'fair') return content.days;
  return [];
};

const stagesOf = (items: ReadonlyMap<string, DraftContent>): Of<DraftStage>[] =>
  [...items].flatMap(([id, content]) => (content.kind === 'stage' ? [{ id, content }] : [])).sort((one, other) => one.content.position - other.content.position || one.id.localeCompare(other.id));

/** Everyone of the programme. */
export const speakersOf = (items: ReadonlyMap<string, DraftContent>): Of<DraftSpeaker>[] => [...items].flatMap(([id, content]) => (content.kind === 'speaker' ? [{ id, content }] : []));
/** All sessions, placed or not. */
export const sessionsOf = (items: ReadonlyMap<string, DraftContent>): Of<DraftSession>[] => [...items].flatMap(([id, content]) => (content.kind === 'session' ? [{ id, content }] : []));
/** The item of the fair's days. */
export const fairItem = (items: ReadonlyMap<string, DraftContent>): Of<DraftFair> | undefined => {
  for (const [id, content] of items) if (content.kind === 'fair') return { id, content };
  return undefined;
};

/** Opens the room: what the address says, the draft as it stands, what is wrong with it. */
export function RoomOf({ fair, store, programme, children }: { fair: Fair; store: DraftStore; programme: Programme; children: ReactNode }) {
  const shown = useSyncExternalStore(store.subscribe, store.get);
  const [wrong] = useState(() => new Wrong());
  const search: { day?: string; item?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const items = shown.contents;
  const timetable = useMemo<Timetable>(() => ({ zone: shown.zone, items: shown.contents, clock: shown.clock }), [shown.zone, shown.contents, shown.clock]);
  const days = daysOf(items);
  const [first] = days;
  const day = days.includes(search.day ?? '') ? (search.day ?? '') : (first ?? '');
  const open = search.item ?? null;
  const opener = useRef<Element | null>(null);
  /** Whether what is open is a step that can be taken back. */
  const step = useRef(false);
  const go = (change: { day?: string | undefined; item?: string | undefined }) => {
    const to = 'item' in change ? (change.item ?? null) : open;
    if (to !== null && !document.activeElement?.closest('[data-sheet]')) opener.current = document.activeElement;
    if (to === null && open !== null && step.current) {
      step.current = false;
      window.history.back();
      return;
    }
    // On a phone a sheet is a page of its own, and the way back leaves it.
    const opens = to !== null && open === null && !isWide();
    if (open === null) step.current = opens;
    void navigate({ to: '.', search: ((now: object) => ({ ...now, ...change })) as never, replace: !opens, resetScroll: false });
  };
  const room: Room = {
    fair,
    store,
    shown,
    items,
    zone: shown.zone,
    timetable,
    days,
    day,
    stages: useMemo(() => stagesOf(items), [items]),
    released: useMemo(() => new Map(programme.sessions.map(({ id, state }) => [id, state])), [programme]),
    known: useMemo(() => new Map(programme.sessions.map((session) => [session.id, session])), [programme]),
    conflicts: wrong.of(timetable),
    open,
    opener,
    show: (open) => go({ item: open ?? undefined }),
    goTo: (to) => go({ day: to }),
    choose: (id) => {
      const content = items.get(id);
      const on = content?.kind === 'session' && content.starts && isPlaced(content) ? dayOf(content.starts) : day;
      go({ day: days.includes(on) ? on : day, item: id });
    },
  };
  return <InRoom value={room}>{children}</InRoom>;
}

/** Words of an item as plain text in the reader's language, bound where French needs it; `nothing` where nobody wrote any. */
export function useText(): (words: Words, nothing?: string) => string {
  const language = useLanguage();
  return (words, nothing = '') => {
    const { text, language: shown } = wordsIn(words, language);
    return (shown === 'fr' ? text.replace(/ (?=[:;?!»])/g, '\u00a0').replace(/« /g, '«\u00a0') : text) || nothing;
  };
}

/** When a session begins and ends as planned, `10:45`; its delay is told apart. */
export const timesOf = (session: Pick<DraftSession, 'minutes'> & { starts: string }): { from: string; to: string } => ({ from: timeOf(session.starts), to: timeOf(wallPlus(session.starts, session.minutes)) });

/** The seconds since something, again each second, as long as it is shown. */
export function useSeconds(): number {
  const [now, tick] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => tick(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

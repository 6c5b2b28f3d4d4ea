import { memo, useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { IconBuildingMosque, IconHandMove, IconKeyboard, IconPlus } from '@tabler/icons-react';
import { goesOnStage, type DraftContent, type DraftSession, type Language } from '@siccam/contract';
import { clockOf, dayOf, hoursOf, isPlaced, lanes, minuteOfDay, prayerOn, timeOf, wallPlus, type Timetable } from '@siccam/timetable';
import { Said, useDates, useLanguage } from '../i18n';
import { getMove, setMove, useIsMoved, useMove } from './moving';
import { at, putDown, realStart, stepped, stretched, type Column } from './place';
import { sessionsOf, useRoom, useText, type Of } from './room';
import { useSentences } from './sentences';
import { firstFree } from './ways';
import { useTimetable } from './words';
import classes from './Grid.module.css';

type Placed = DraftSession & { starts: string };
type Numbered = ReadonlyMap<string, string>;

/** Pixels a minute: a quarter of an hour holds a line of text; under a finger, twenty minutes are as high as it needs. */
const perMinute = window.matchMedia('(pointer: coarse)').matches ? 2.3 : 1.75;

/** After a gesture by keyboard the focus goes on where the session now stands. */
let focusNext: string | null = null;

/** One day, stages beside each other, true to scale. `numbers`: the conflicts of each session as they stand in the list (`2` open, `3k` accepted). `marks`: what the next release changes about it. */
export function Grid({ numbers, marks }: { numbers: Numbered; marks: Numbered }) {
  const { say, label } = useTimetable();
  const { items, day, stages, zone, timetable, open, show } = useRoom();
  const { dayMonth } = useDates();
  const root = useRef<HTMLElement>(null);
  // A day opens with its hours and stages; its sessions, which may be hundreds, are drawn without keeping the hand waiting.
  const filled = useDeferredValue(true, false);
  const [reach, setReach] = useState<{ from: number; to: number } | null>(null);

  const today = useMemo(
    () => sessionsOf(items).flatMap(({ id, content }) => (content.starts !== null && isPlaced(content) && dayOf(realStart(content as Placed)) === day ? [{ id, content: content as Placed }] : [])),
    [items, day],
  );
  const prayer = prayerOn(day, zone, clockOf(zone, timetable.clock));
  const hours = hoursOf([...today.map(({ content }) => spanOf(content)), ...(prayer ? [{ from: minuteOfDay(prayer.from), to: minuteOfDay(prayer.to) }] : []), ...(reach ? [reach] : [])]);
  const elsewhere = today.some(({ content }) => content.stage === null && content.is !== 'break');
  const columns = useMemo<Column[]>(() => [...stages.map(({ id }) => id), ...(elsewhere ? [null] : [])], [stages, elsewhere]);
  const pauses = today.filter(({ content }) => content.stage === null && content.is === 'break');
  const top = (minute: number) => (minute - hours.from) * perMinute;
  const marksOfHours = Array.from({ length: Math.ceil((hours.to - hours.from) / 30) + 1 }, (_, step) => hours.from + step * 30).filter((minute) => minute <= hours.to);

  useEffect(() => {
    if (!focusNext) return;
    const block = root.current?.querySelector<HTMLElement>(`[data-block="${focusNext}"]`);
    if (!block) return;
    focusNext = null;
    block.focus({ preventScroll: false });
  });
  useEffect(() => () => setMove(null), [day]);

  const acts = useActs(root, columns, setReach);
  return (
    <section ref={root} className={classes.grid} aria-label={label('grid.title', { day: dayMonth(day) })} style={{ '--columns': Math.max(1, columns.length), '--ppm': `${perMinute}px` }} data-from={hours.from} data-day={day} data-many={columns.length > 4 || undefined}>
      <div className={classes.scroll} data-sideways="">
        <header className={classes.head}>
          <span />
          {stages.map(({ id, content }) => (
            <h2 key={id}>
              <button type="button" aria-pressed={open === id} onClick={() => show(open === id ? null : id)}>
                <span>{Object.keys(content.name).length > 0 ? <Said words={content.name} /> : say('stage.noName')}</span>
                {content.note && <small><Said words={content.note} quiet /></small>}
              </button>
            </h2>
          ))}
          {elsewhere && <h2 className={classes.elsewhere}>{say('grid.elsewhere')}</h2>}
          <button type="button" className={classes.addStage} aria-label={label('stage.add')} title={label('stage.add')} onClick={() => show('stage')}>
            <IconPlus className="icon" aria-hidden="true" />
          </button>
        </header>
        <div className={classes.body} style={{ blockSize: top(hours.to) + 24 }}>
          {marksOfHours.map((minute) => (
            <span key={minute} className={classes.hour} style={{ insetBlockStart: top(minute) }} data-half={minute % 60 !== 0 || undefined}>
              {minute % 60 === 0 && <time>{timeOf(wallPlus(`${day}T00:00`, minute % 1440))}</time>}
            </span>
          ))}
          {prayer && (
            <div className={classes.prayer} style={{ insetBlockStart: top(minuteOfDay(prayer.from)), blockSize: (minuteOfDay(prayer.to) - minuteOfDay(prayer.from)) * perMinute }}>
              <IconBuildingMosque className="icon" aria-hidden="true" />
              {!pauses.some(({ content }) => content.starts < prayer.to && wallPlus(content.starts, content.minutes) > prayer.from) && <span>
                <b>{say('grid.prayer')}</b>
                <small>{say('grid.prayerNote')}</small>
              </span>}
            </div>
          )}
          <div className={classes.pauses}>
            {filled && pauses.map(({ id, content }) => (
              <Block key={id} id={id} session={content} from={spanOf(content).from - hours.from} lane={0} of={1} numbers={numbers.get(id) ?? ''} mark={marks.get(id) ?? ''} chosen={open === id} acts={acts} pause />
            ))}
          </div>
          {columns.map((column, place) => (
            <div key={column ?? 'elsewhere'} className={classes.column} data-column={column ?? ''} style={{ '--at': place }}>
              {filled && <Blocks sessions={today.filter(({ content }) => (column === null ? content.stage === null && content.is !== 'break' : content.stage === column))} from={hours.from} numbers={numbers} marks={marks} open={open} acts={acts} />}
              <Ghost column={column} day={day} from={hours.from} />
            </div>
          ))}
        </div>
      </div>
      <Keys />
      <Told columns={columns} />
    </section>
  );
}

const spanOf = (session: Placed): { from: number; to: number } => {
  const from = minuteOfDay(realStart(session));
  return { from, to: Math.min(24 * 60, from + session.minutes) };
};

type Acts = { key: (event: KeyboardEvent<HTMLElement>, id: string) => void; grab: (event: PointerEvent<HTMLElement>, id: string, part: 'whole' | 'start' | 'end') => void; click: (id: string) => void; leave: (id: string) => void };

/** Moves a session by keyboard from wherever it stands: a block of the grid, a card of the tray. */
export function useKeyMove(columns: readonly Column[], widen: (span: { from: number; to: number }) => void): (event: KeyboardEvent<HTMLElement>, id: string) => void {
  const { store, items, day, timetable } = useRoom();
  return (event, id) => {
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = getMove();
    const mine = move?.id === id ? move : null;
    if (mine && key === 'Enter') {
      event.preventDefault();
      focusNext = id;
      putDown(store);
      return;
    }
    if (mine && key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setMove(null);
      return;
    }
    if (!key.startsWith('Arrow')) return;
    const content = items.get(id);
    if (content?.kind !== 'session') return;
    event.preventDefault();
    const now = mine?.now ?? content;
    const next = now.starts === null || !isPlaced(now) ? firstPlace(timetable, id, now, day, columns) : stepped(now as Placed, key, shiftKey, document.documentElement.dir === 'rtl', columns);
    if (!next || next.starts === null) return;
    widen(spanOf(next as Placed));
    setMove({ id, by: 'keys', from: content, now: next, over: 'grid' });
  };
}

/** Where a session that waits is held out first: the first free place of the day on the first stage. */
function firstPlace(draft: Timetable, id: string, session: DraftSession, day: string, columns: readonly Column[]): DraftSession | null {
  const column = goesOnStage({ kind: session.is }) ? columns.find((one) => one !== null) : null;
  if (column === undefined) return null;
  const begins = firstFree(draft, id, { ...session, stage: column }, `${day}T09:00`) ?? `${day}T09:00`;
  return at(session, day, minuteOfDay(begins), column);
}

function useActs(root: RefObject<HTMLElement | null>, columns: readonly Column[], widen: (span: { from: number; to: number }) => void): Acts {
  const { store, items, show, open } = useRoom();
  const key = useKeyMove(columns, widen);
  const latest = useRef<Acts | null>(null);
  useEffect(() => {
    latest.current = {
      key: (event, id) => key(event, id),
      grab: (event, id, part) => grabbed(event, id, part, { root: root.current, content: items.get(id), put: () => putDown(store) }),
      click: (id) => !wasDragged() && show(open === id ? null : id),
      leave: (id) => getMove()?.id === id && getMove()?.by === 'keys' && setMove(null),
    };
  });
  // One object for all blocks, so that none is drawn anew because another moved.
  return useMemo<Acts>(() => ({ key: (...told) => latest.current?.key(...told), grab: (...told) => latest.current?.grab(...told), click: (id) => latest.current?.click(id), leave: (id) => latest.current?.leave(id) }), []);
}

/** How high the line with its times is. */
const timeHigh = 18;

let draggedAt = 0;
const wasDragged = (): boolean => Date.now() - draggedAt < 200;
const far = 4;
const edge = 56;
/** Higher than the tabs at the foot of a narrow screen. */
const foot = 88;
/** How long a finger or a pen rests on a session before it takes hold, and how far it may slip meanwhile. */
const rest = 400;
const slip = 10;

/** Follows a pointer that has taken hold of a session: whole, or by one of its ends. A finger and a pen scroll too: they take hold by resting on it, and at once only by the grips of the chosen session. */
export function grabbed(event: PointerEvent<HTMLElement>, id: string, part: 'whole' | 'start' | 'end', { root, content, put }: { root: HTMLElement | null; content: DraftContent | undefined; put: () => void }): void {
  const grid = root ?? document.querySelector<HTMLElement>('[data-from]');
  if (event.button !== 0 || !event.isPrimary || !grid || content?.kind !== 'session') return;
  const session = content;
  const rests = event.pointerType !== 'mouse' && (part === 'whole' || !event.currentTarget.closest('[data-chosen]'));
  const [startX, startY] = [event.clientX, event.clientY];
  const block = event.currentTarget.closest('[data-block]')?.getBoundingClientRect();
  const held = block ? startY - block.top : 12;
  let [x, y] = [startX, startY];
  let taken = !rests;
  let begun = false;
  event.stopPropagation();

  const follow = () => {
    const columns = [...grid.querySelectorAll<HTMLElement>('[data-column]')];
    const body = columns[0]?.getBoundingClientRect();
    if (!body) return;
    const from = Number(grid.dataset['from']);
    const minute = (y - body.top) / perMinute + from;
    if (part !== 'whole') {
      if (session.starts !== null) setMove({ id, by: 'pointer', from: session, now: stretched(session as Placed, part, minute), over: 'grid' });
      return;
    }
    const distances = columns.map((column) => {
      const { left, right } = column.getBoundingClientRect();
      return x < left ? left - x : x > right ? x - right : 0;
    });
    const nearest = columns[distances.indexOf(Math.min(...distances))];
    const over = document.elementsFromPoint(x, y).some((element) => element.matches('[data-tray]')) ? 'tray' : 'grid';
    const day = grid.dataset['day'] ?? '';
    setMove({ id, by: 'pointer', from: session, now: at(session, day, minute - held / perMinute, nearest?.dataset['column'] || null), over });
  };
  const takeHold = () => {
    taken = true;
    setMove({ id, by: 'pointer', from: session, now: session, over: 'grid' });
  };
  const resting = rests ? window.setTimeout(takeHold, rest) : undefined;
  const onMove = (moved: globalThis.PointerEvent) => {
    if (moved.pointerId !== event.pointerId) return;
    [x, y] = [moved.clientX, moved.clientY];
    const gone = Math.hypot(x - startX, y - startY);
    if (!taken && gone >= slip) end(false);
    if (!taken || (!begun && gone < (rests ? slip : far))) return;
    begun = true;
    follow();
  };
  const scroll = window.setInterval(() => {
    if (!begun) return;
    const on = y < edge ? -12 : y > window.innerHeight - foot ? 12 : 0;
    const stages = grid.querySelector('[data-sideways]');
    const { left = 0, right = 0 } = stages?.getBoundingClientRect() ?? {};
    const across = part !== 'whole' ? 0 : Math.abs(x - left) < edge ? -12 : Math.abs(x - right) < edge ? 12 : 0;
    if (on === 0 && across === 0) return;
    window.scrollBy(0, on);
    stages?.scrollBy(across, 0);
    follow();
  }, 30);
  const end = (done: boolean) => {
    window.clearInterval(scroll);
    window.clearTimeout(resting);
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKey, true);
    if (!begun && !(rests && taken)) return;
    draggedAt = Date.now();
    if (begun && done) put();
    else setMove(null);
  };
  const onUp = (up: globalThis.PointerEvent) => up.pointerId === event.pointerId && end(true);
  const onCancel = (lost: globalThis.PointerEvent) => {
    if (lost.pointerId !== event.pointerId) return;
    end(false);
    // No click comes after it.
    draggedAt = 0;
  };
  const onKey = (pressed: globalThis.KeyboardEvent) => {
    if (pressed.key !== 'Escape') return;
    pressed.preventDefault();
    pressed.stopPropagation();
    end(false);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('keydown', onKey, true);
}

/** Keeps the page still under a finger that holds a session. Heard from the beginning: a browser that found nobody listening when the finger came down scrolls without asking. */
export function useStill(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = root.current;
    const still = (event: Event) => getMove()?.by === 'pointer' && event.cancelable && event.preventDefault();
    within?.addEventListener('touchmove', still, { passive: false });
    within?.addEventListener('contextmenu', still);
    return () => {
      within?.removeEventListener('touchmove', still);
      within?.removeEventListener('contextmenu', still);
    };
  }, [root]);
}

function Blocks({ sessions, from, numbers, marks, open, acts }: { sessions: Of<Placed>[]; from: number; numbers: Numbered; marks: Numbered; open: string | null; acts: Acts }) {
  const beside = lanes(sessions.filter(({ content }) => !content.cancelled).map(({ id, content }) => ({ id, ...spanOf(content) })));
  return sessions
    .toSorted((one, other) => realStart(one.content).localeCompare(realStart(other.content)))
    .map(({ id, content }) => {
      const { lane, of } = beside.get(id) ?? { lane: 0, of: 1 };
      return <Block key={id} id={id} session={content} from={spanOf(content).from - from} lane={lane} of={of} numbers={numbers.get(id) ?? ''} mark={marks.get(id) ?? ''} chosen={open === id} acts={acts} />;
    });
}

const Block = memo(function Block({ id, session, from, lane, of, numbers, mark, chosen, acts, pause }: { id: string; session: Placed; from: number; lane: number; of: number; numbers: string; mark: string; chosen: boolean; acts: Acts; pause?: boolean }) {
  const { say, label } = useTimetable();
  const language = useLanguage();
  const text = useText();
  const away = useIsMoved(id);
  const listed = numbers ? numbers.split(',') : [];
  const clash = listed.some((one) => !one.endsWith('k'));
  const few = of > 1 ? 1 : 4;
  // One more takes no more room than saying that there is one more.
  const counted = listed.length > few + 1 ? listed.slice(0, few) : listed;
  const { to } = spanOf(session);
  const times = { from: timeOf(realStart(session)), to: timeOf(wallPlus(realStart(session), session.minutes)) };
  const title = text(session.title, label('session.noTitle'));
  const short = session.minutes < 35;
  const height = Math.min(session.minutes, to - minuteOfDay(realStart(session))) * perMinute - 2;
  const names = (languages: readonly Language[]) => languages.map((one) => label(`language.${one}`)).join(language === 'ar' ? '، ' : ', ');
  const more = session.interpreted.length > 0 && session.minutes >= 50 ? label('grid.spokenInterpreted', { spoken: names(session.spoken), interpreted: names(session.interpreted) }) : '';
  const below = session.cancelled ? <span className={classes.offWord}>{say('grid.cancelled')}</span> : mark ? <span className={classes.mark}>{mark}</span> : more ? <span className={classes.more}>{more}</span> : null;
  // Whole lines only: what has no room for one more ends in dots.
  const room = Math.floor((height - (short ? 2 : 8) - timeHigh) / (language === 'ar' ? 21 : 18.9));
  const lines = Math.max(1, below && room > 1 ? room - 1 : room);
  return (
    <div
      className={classes.block}
      data-block-of={id}
      style={{ insetBlockStart: from * perMinute, blockSize: Math.max(18, height), '--lane': lane, '--of': of, '--lines': lines }}
      data-look={pause ? 'pause' : session.cancelled ? 'off' : session.is === 'ceremony' ? 'ceremony' : undefined}
      data-clash={clash || undefined}
      data-chosen={chosen || undefined}
      data-away={away || undefined}
      data-short={short || undefined}
      data-tiny={session.minutes < 20 || undefined}
      data-narrow={of > 1 || undefined}
    >
      <button
        type="button"
        data-block={id}
        aria-pressed={chosen}
        aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight Enter Escape"
        aria-label={`${title}, ${label('times.range', times)}${listed.length > 0 ? `, ${label('grid.conflictNumbers', { numbers: listed.map((one) => one.replace('k', '')).join(', ') })}` : ''}`}
        onClick={() => acts.click(id)}
        onKeyDown={(event) => acts.key(event, id)}
        onBlur={() => acts.leave(id)}
        onPointerDown={(event) => acts.grab(event, id, 'whole')}
      >
        <span className={classes.time}>
          {session.delay > 0 && <s><time>{timeOf(session.starts)}</time></s>} <time>{times.from}</time><span>–<time>{times.to}</time></span>
        </span>
        <span className={classes.title}>{Object.values(session.title).some(Boolean) ? <Said words={session.title} quiet /> : title}</span>
        {room > 1 && below}
        {listed.length > 0 && (
          <span className={classes.numbers} aria-hidden="true">
            {counted.map((one) => (
              <b key={one} data-kept={one.endsWith('k') || undefined}>
                {one.replace('k', '')}
              </b>
            ))}
            {listed.length > counted.length && <b>+{listed.length - counted.length}</b>}
          </span>
        )}
      </button>
      {!pause && (
        <>
          <span className={classes.handle} data-end="start" aria-hidden="true" onPointerDown={(event) => acts.grab(event, id, 'start')} />
          <span className={classes.handle} data-end="end" aria-hidden="true" onPointerDown={(event) => acts.grab(event, id, 'end')} />
        </>
      )}
    </div>
  );
});

/** The session under way, where it would stand, with what would be wrong written under it. */
function Ghost({ column, day, from }: { column: Column; day: string; from: number }) {
  const move = useMove();
  const here = move && move.over === 'grid' && move.now.starts !== null && dayOf(realStart(move.now as Placed)) === day && (move.now.stage ?? null) === column;
  return here ? <Held session={move.now as Placed} id={move.id} from={from} keys={move.by === 'keys'} /> : null;
}

function Held({ id, session, from, keys }: { id: string; session: Placed; from: number; keys: boolean }) {
  const text = useText();
  const { label } = useTimetable();
  const { brief } = useSentences();
  const ghost = useRef<HTMLDivElement>(null);
  const span = spanOf(session);
  const wrong = brief(id, session);
  useEffect(() => {
    if (keys) ghost.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [keys, session]);
  return (
    <div ref={ghost} className={classes.ghost} data-wrong={wrong ? true : undefined} style={{ insetBlockStart: (span.from - from) * perMinute }} aria-hidden="true">
      <div className={classes.held} style={{ blockSize: Math.max(18, (span.to - span.from) * perMinute - 2) }}>
        <span className={classes.time}>
          <time>{timeOf(realStart(session))}</time>–<time>{timeOf(wallPlus(realStart(session), session.minutes))}</time>
        </span>
        <span className={classes.title}>{text(session.title, label('session.noTitle'))}</span>
      </div>
      {wrong && <p>{wrong}</p>}
    </div>
  );
}

/** Says aloud where a session stands while it is moved. */
function Told({ columns }: { columns: readonly Column[] }) {
  const move = useMove();
  const { stages } = useRoom();
  const { label } = useTimetable();
  const { brief } = useSentences();
  const text = useText();
  const session = move?.by === 'keys' && move.now.starts !== null ? (move.now as Placed) : null;
  const stage = stages.find(({ id }) => id === session?.stage)?.content.name;
  const said = session && move && columns.length > 0 ? label('grid.told', { times: label('times.range', { from: timeOf(realStart(session)), to: timeOf(wallPlus(realStart(session), session.minutes)) }), stage: stage ? text(stage) : label('grid.elsewhere'), wrong: brief(move.id, session) ?? '' }) : '';
  return (
    <p role="status" className={classes.aloud}>
      {said}
    </p>
  );
}

function Keys() {
  const { say } = useTimetable();
  return (
    <footer className={classes.keys}>
      <span className={classes.finger}><IconHandMove className="icon" aria-hidden="true" /> {say('keys.finger')}</span>
      <IconKeyboard className="icon" aria-hidden="true" />
      <span><kbd>↑</kbd><kbd>↓</kbd> {say('keys.minutes')}</span>
      <span><kbd>←</kbd><kbd>→</kbd> {say('keys.stage')}</span>
      <span><kbd>⇧</kbd>+<kbd>↑</kbd><kbd>↓</kbd> {say('keys.length')}</span>
      <span><kbd>{say('keys.enter')}</kbd> {say('keys.put')}</span>
      <span><kbd>{say('keys.escape')}</kbd> {say('keys.back')}</span>
    </footer>
  );
}

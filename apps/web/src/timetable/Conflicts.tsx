import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { wallAt, type Conflict, type DraftSession } from '@siccam/contract';
import { dayOf, timeOf } from '@siccam/timetable';
import { useDates } from '../i18n';
import { fairMoment } from '../fair';
import { serverNow } from '../wire';
import { useRoom } from './room';
import { useSentences } from './sentences';
import { waysOut, type Way } from './ways';
import { useTimetable } from './words';
import classes from './Side.module.css';

const most = 6;

/** One conflict with its number in the list of the day. */
export type Numbered = { number: number; conflict: Conflict };

/** The conflicts of one day, numbered as they stand in its list and on its grid; missing words have a list of their own. */
export function ofDay(conflicts: readonly Conflict[], items: ReadonlyMap<string, { kind: string }>, day: string): { numbered: Numbered[]; elsewhere: number } {
  const here = (conflict: Conflict) => {
    if (conflict.from) return dayOf(conflict.from) === day || (conflict.to !== null && dayOf(conflict.to) === day);
    const content = items.get(conflict.sessions[0] ?? '') as DraftSession | undefined;
    return content?.starts ? dayOf(content.starts) === day : true;
  };
  const placed = conflicts.filter(({ kind }) => kind !== 'translation');
  // What is to be settled comes before what was accepted.
  const today = placed.filter(here).toSorted((one, other) => Number(one.accepted !== null) - Number(other.accepted !== null));
  return {
    numbered: today.map((conflict, at) => ({ number: at + 1, conflict })),
    elsewhere: placed.filter((one) => !here(one) && !one.accepted).length,
  };
}

/** What is wrong on the day, one sentence each, with the ways out beside. */
export function Conflicts({ numbered, elsewhere, calm }: { numbered: Numbered[]; elsewhere: number; calm?: number }) {
  const { say, label } = useTimetable();
  const { day } = useRoom();
  const { dayInLine } = useDates();
  const [all, setAll] = useState(false);
  const open = numbered.filter(({ conflict }) => !conflict.accepted).length;
  const shown = all ? numbered : numbered.slice(0, most);
  return (
    <section className={classes.conflicts} aria-label={label('conflict.list')}>
      <header>
        <h2>{say('conflict.list')}</h2>
        <small>{numbered.length === 0 ? say('conflict.none') : say('conflict.count', { open, accepted: numbered.length - open })}</small>
      </header>
      <p role="status" className={classes.aloud}>
        {label('conflict.aloud', { count: open })}
      </p>
      <ol>
        {shown.map((one) => (
          <One key={one.conflict.key} {...one} />
        ))}
      </ol>
      {numbered.length > shown.length && (
        <Button size="sm" variant="subtle" onClick={() => setAll(true)}>
          {say('conflict.more', { count: numbered.length - shown.length })}
        </Button>
      )}
      {calm !== undefined && calm > 0 && (
        <p className={classes.calm}>
          <IconCheck className="icon" aria-hidden="true" />
          <span>{say('conflict.calm', { count: calm })}</span>
        </p>
      )}
      {elsewhere > 0 && <p className={classes.elsewhere}><span>{say('conflict.elsewhere', { count: elsewhere, day: dayInLine(day) })}</span></p>}
    </section>
  );
}

function One({ number, conflict }: Numbered) {
  const { say } = useTimetable();
  const { store, items, timetable, fair, choose } = useRoom();
  const { whole } = useSentences();
  const { title, text } = whole(conflict);
  // Ways out are looked for once the page, or the move itself, is drawn.
  const settled = useDeferredValue(timetable, null);
  const ways = useMemo(() => (conflict.accepted || !settled ? [] : waysOut(conflict, settled)), [conflict, settled]);
  const accept = (at: string | null) => {
    const id = conflict.sessions[0] ?? '';
    const content = items.get(id);
    if (content?.kind !== 'session') return;
    const others = content.accepted.filter(({ key }) => key !== conflict.key);
    // An acceptance is kept with one of the sessions; taken back, with whichever has it.
    const changes: [string, DraftSession][] = at
      ? [[id, { ...content, accepted: [...others, { key: conflict.key, at }] }]]
      : conflict.sessions.flatMap((one): [string, DraftSession][] => {
          const session = items.get(one);
          return session?.kind === 'session' ? [[one, { ...session, accepted: session.accepted.filter(({ key }) => key !== conflict.key) }]] : [];
        });
    store.change({ what: at ? 'accepted' : 'reopened', on: id }, changes);
  };
  return (
    <li data-kept={conflict.accepted ? true : undefined}>
      <b className={classes.number} aria-hidden="true">{number}</b>
      <div>
        <h3>
          <button type="button" data-opens={conflict.sessions.at(-1)} onClick={() => choose(conflict.sessions.at(-1) ?? '')}>{title}</button>
        </h3>
        <p>{text}</p>
        {conflict.accepted ? (
          <p className={classes.good}>
            <IconCheck className="icon small" aria-hidden="true" /> {say('conflict.accepted', { time: timeOf(wallAt(fairMoment(fair, conflict.accepted), fair.offset)) })}{' '}
            <Button size="compact-sm" variant="subtle" onClick={() => accept(null)}>{say('conflict.reopen')}</Button>
          </p>
        ) : (
          <div className={classes.ways}>
            {ways.map((way, at) => (
              <WayOut key={`${way.is}${way.session}`} way={way} first={at === 0} alone={conflict.sessions.length === 1} />
            ))}
            <Button size="sm" variant="subtle" onClick={() => accept(new Date(serverNow()).toISOString())}>{say('conflict.accept')}</Button>
          </div>
        )}
      </div>
    </li>
  );
}

function WayOut({ way, first, alone }: { way: Way; first: boolean; alone: boolean }) {
  const { say } = useTimetable();
  const { store, items, choose } = useRoom();
  const { short } = useSentences();
  const content = items.get(way.session);
  if (content?.kind !== 'session') return null;
  const button = (words: ReactNode, act: () => void) => (
    <Button size="sm" variant={first ? 'default' : 'subtle'} onClick={act}>
      {words}
    </Button>
  );
  const named = short(way.session);
  switch (way.is) {
    case 'shift':
      return button(say(alone ? 'way.shiftIt' : 'way.shift', { title: named, time: timeOf(way.to) }), () => store.change({ what: 'moved', on: way.session }, [[way.session, { ...content, starts: way.to, delay: 0 }]]));
    case 'end':
      return button(say('way.end', { time: timeOf(way.at) }), () => store.change({ what: 'lengthened', on: way.session }, [[way.session, { ...content, minutes: way.minutes }]]));
    case 'unplace':
      return button(say(alone ? 'way.unplaceIt' : 'way.unplace', { title: named }), () => store.change({ what: 'unplaced', on: way.session }, [[way.session, { ...content, stage: null, starts: null, delay: 0 }]]));
    case 'withdraw':
      return button(say('way.withdraw'), () => store.change({ what: 'changed', on: way.session }, [[way.session, { ...content, interpreted: content.interpreted.filter((one) => !way.languages.includes(one)) }]]));
    case 'interpreter':
      return button(say('way.interpreter'), () => choose(way.session));
  }
}

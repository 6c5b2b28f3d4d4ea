import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { IconCalendar, IconGripVertical, IconPlus } from '@tabler/icons-react';
import type { DraftSession } from '@siccam/contract';
import { isPlaced } from '@siccam/timetable';
import { Isolate } from '@siccam/ui';
import { Said } from '../i18n';
import { grabbed, useKeyMove } from './Grid';
import { getMove, setMove, useIsMoved, useMove } from './moving';
import { putDown } from './place';
import { sessionsOf, useRoom, useText } from './room';
import { useTimetable } from './words';
import classes from './Side.module.css';

const most = 40;

/** The sessions that have no place yet; whatever is dropped here loses its own. */
export function Tray() {
  const { say, label } = useTimetable();
  const { items, show, open } = useRoom();
  const [all, setAll] = useState(false);
  const text = useText();
  const waiting = useMemo(() => sessionsOf(items).filter(({ content }) => !isPlaced(content) && !content.cancelled), [items]);
  const shown = all ? waiting : waiting.slice(0, most);
  return (
    <section className={classes.tray} aria-label={label('tray.title')} data-tray="">
      <header>
        <h2>{say('tray.title')}</h2>
        <Isolate number>{waiting.length}</Isolate>
      </header>
      <DropHere />
      <ul>
        {shown.map(({ id, content }) => (
          <Card key={id} id={id} session={content} chosen={open === id} title={text(content.title, label('session.noTitle'))} />
        ))}
      </ul>
      {waiting.length > shown.length && (
        <Button size="sm" variant="subtle" onClick={() => setAll(true)}>
          {say('tray.more', { count: waiting.length - shown.length })}
        </Button>
      )}
      {waiting.length === 0 && items.size > 1 && (
        <p className={classes.none}>
          <IconCalendar className="icon" aria-hidden="true" />
          <span>{say(sessionsOf(items).length > 0 ? 'tray.allPlaced' : 'tray.nothing')}</span>
        </p>
      )}
      <Button size="sm" variant="default" className={classes.new} leftSection={<IconPlus className="icon" aria-hidden="true" />} onClick={() => show('new')}>
        {say('session.new')}
      </Button>
    </section>
  );
}

/** Shows, while a session is dragged over, that it would be put back. */
function DropHere() {
  const { say } = useTimetable();
  const move = useMove();
  return move?.by === 'pointer' && move.over === 'tray' && move.from.starts !== null ? <p className={classes.drop}>{say('tray.drop')}</p> : null;
}

function Card({ id, session, chosen, title }: { id: string; session: DraftSession; chosen: boolean; title: string }) {
  const { say, label } = useTimetable();
  const { store, show, stages, open } = useRoom();
  const away = useIsMoved(id);
  const columns = useMemo(() => stages.map((stage) => stage.id), [stages]);
  const key = useKeyMove(columns, () => undefined);
  const notes = [label('tray.minutes', { count: session.minutes }), ...(session.capacity ? [label('tray.seats', { count: session.capacity })] : []), ...(session.is === 'panel' && !session.people.some(({ role }) => role === 'moderator') ? [label('tray.noModerator')] : [])];
  return (
    <li data-away={away || undefined} data-chosen={chosen || undefined}>
      <button
        type="button"
        data-block={id}
        aria-pressed={chosen}
        aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight Enter Escape"
        onClick={() => show(open === id ? null : id)}
        onKeyDown={(event) => key(event, id)}
        onBlur={() => getMove()?.id === id && getMove()?.by === 'keys' && setMove(null)}
        onPointerDown={(event) => grabbed(event, id, 'whole', { root: null, content: session, put: () => putDown(store) })}
      >
        <IconGripVertical className="icon" aria-hidden="true" />
        <span>
          <span>{Object.values(session.title).some(Boolean) ? <Said words={session.title} /> : title}</span>
          <small>{away ? say('tray.away') : notes.join(' · ')}</small>
        </span>
      </button>
    </li>
  );
}

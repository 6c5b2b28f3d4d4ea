import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown } from '@tabler/icons-react';
import type { ExchangeLine } from '@siccam/contract';
import { Isolate } from '@siccam/ui';
import { Said } from '../i18n';
import { Change } from './Change';
import { placeIn } from './lines';
import { useExchange } from './words';
import classes from './Exchange.module.css';

/** How many lines come at once; a file may have thousands. */
const step = 40;

/** A part of a preview that is folded until it is asked for; what is folded is not drawn. */
export function Fold({ title, count, tone, open: first, children }: { title: ReactNode; count: number; tone?: 'bad' | 'warn'; open: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(first);
  if (count === 0) return null;
  return (
    <details className={classes.fold} open={open} data-tone={tone} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h3>{title}</h3>
        <Isolate number>{count}</Isolate>
        <IconChevronDown className="icon small" aria-hidden="true" />
      </summary>
      {open && children}
    </details>
  );
}

/** The lines of one group, some at a time; whoever asks for more stands at the first that came. */
export function Lines({ lines }: { lines: readonly ExchangeLine[] }) {
  const { say } = useExchange();
  const [most, setMost] = useState(step);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (most > step) list.current?.querySelectorAll<HTMLElement>(':scope > li')[most - step]?.focus();
  }, [most]);
  const left = lines.length - most;
  return (
    <>
      <ol className={classes.lines} ref={list}>
        {lines.slice(0, most).map((line, at) => (
          <Line key={at} line={line} />
        ))}
      </ol>
      {left > 0 && (
        <p className={classes.more}>
          <Button size="sm" onClick={() => setMost(most + step)}>{say('group.more', { count: Math.min(step, left) })}</Button> <small>{say('group.left', { count: left })}</small>
        </p>
      )}
    </>
  );
}

function Line({ line: { kind, place, name, does, why, field, changes, notes } }: { line: ExchangeLine }) {
  const { say } = useExchange();
  return (
    <li tabIndex={-1}>
      <p>
        <b>{kind === 'fair' ? say('kind.fair') : Object.values(name).some(Boolean) ? <Said words={name} quiet /> : say('noTitle')}</b>
        {kind === 'session' ? <Where place={place} /> : <small>{kind === 'fair' ? say('others.change') : <>{say(`kind.${kind}`)} · {say(does === 'create' ? 'others.create' : 'others.change')}</>}</small>}
      </p>
      {why && (
        <p className={classes.why}>
          <IconAlertTriangle className="icon small" aria-hidden="true" />
          <span>
            {say(`why.${why}`)} {field && <small>{say('whyField', { field })}</small>}
          </span>
        </p>
      )}
      {changes.length > 0 && (
        <dl className={classes.changes}>
          {changes.map((change) => (
            <Change key={change.field} change={change} />
          ))}
        </dl>
      )}
      {notes.length > 0 && (
        <ul className={classes.notes}>
          {notes.map((note) => (
            <li key={note}>{say(`note.${note}`)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Where in the file a line stands. */
function Where({ place }: { place: string }) {
  const { say } = useExchange();
  const at = placeIn(place);
  if (place === '') return null;
  return <small>{!at ? <Isolate fixed>{place}</Isolate> : at.is === 'line' ? say('place.line', { line: at.line }) : at.is === 'waiting' ? say('place.waiting', { number: at.number }) : at.room === '' ? say('place.noRoom', { day: at.day, number: at.number }) : say('place.day', { day: at.day, room: at.room, number: at.number })}</small>;
}

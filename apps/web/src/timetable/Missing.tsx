import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { missingOf, type Missing as OneMissing } from '@siccam/timetable';
import { Isolate } from '@siccam/ui';
import { useDates } from '../i18n';
import { useRoom, useText } from './room';
import { titleOf } from './store';
import { useTimetable } from './words';
import classes from './Side.module.css';

const few = 4;
const most = 200;

/** What some readers will meet in another language, of the whole fair: each thing with the words that it lacks. */
export function Missing() {
  const { say, label } = useTimetable();
  const { items, timetable, choose, show } = useRoom();
  const { list } = useDates();
  const text = useText();
  const [all, setAll] = useState(false);
  // Never in the way of the hand: looked for once the page, or a move, is drawn.
  const settled = useDeferredValue(timetable, null);
  const things = useMemo(() => (settled ? grouped(missingOf(settled)) : []), [settled]);
  if (things.length === 0) return null;
  const shown = things.slice(0, all ? most : few);
  return (
    <section className={classes.missing} aria-label={label('missing.title')}>
      <header>
        <h2>{say('missing.title')}</h2>
        <Isolate number>{things.length}</Isolate>
      </header>
      <p>{say('missing.text')}</p>
      <ul>
        {shown.map((fields) => {
          const [{ item, kind }] = fields;
          return (
            <li key={item}>
              <button type="button" data-opens={item} onClick={() => (kind === 'session' ? choose(item) : show(item))}>{text(titleOf(items.get(item) ?? null), label(kind === 'session' ? 'session.noTitle' : kind === 'stage' ? 'stage.noName' : 'person.noName'))}</button>
              {fields.map(({ field, languages }) => (
                <small key={field}>{say('missing.line', { field: label(field === 'title' ? (kind === 'speaker' ? 'person.office' : 'missing.heading') : `missing.${field}`), languages: list(languages.map((one) => label(`language.${one}`))) })}</small>
              ))}
            </li>
          );
        })}
      </ul>
      {things.length > shown.length && !all && <Button size="sm" variant="subtle" onClick={() => setAll(true)}>{say('missing.more', { count: Math.min(most, things.length) - few })}</Button>}
    </section>
  );
}

function grouped(missing: readonly OneMissing[]): [OneMissing, ...OneMissing[]][] {
  const things = new Map<string, [OneMissing, ...OneMissing[]]>();
  for (const one of missing) {
    const known = things.get(one.item);
    if (known) known.push(one);
    else things.set(one.item, [one]);
  }
  return [...things.values()];
}

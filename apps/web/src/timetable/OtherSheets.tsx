import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconPlus, IconX } from '@tabler/icons-react';
import { languages, SessionKind, titleMost, type DraftFair, type DraftSession, type DraftSpeaker, type DraftStage, type Words } from '@siccam/contract';
import { dayOf, dayPlus } from '@siccam/timetable';
import { Said, useDates } from '../i18n';
import { fairItem, sessionsOf, useRoom, useText } from './room';
import { Part, SheetFrame } from './SheetFrame';
import { Choice, Choices, Stepper, Tongues } from './Typed';
import { useTimetable } from './words';
import classes from './Sheet.module.css';

const slugged = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '');

/** The last part of a session's address: from its title in Latin letters, else from its kind; a number where it is taken. */
export function slugFor(title: Words, kind: string, taken: ReadonlySet<string>): string {
  const base = slugged(title.fr ?? title.en ?? '') || kind;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** A session that is not there yet: what it is called, what it is, how long; then it waits to be placed. */
export function NewSession({ close }: { close: () => void }) {
  const { say, label } = useTimetable();
  const { store, items, show } = useRoom();
  const [title, setTitle] = useState<Words>({});
  const [is, setIs] = useState<SessionKind>('panel');
  const [minutes, setMinutes] = useState(45);
  const named = Object.values(title).some((text) => text?.trim());
  const make = () => {
    if (!named) return;
    const id = crypto.randomUUID();
    const slug = slugFor(title, is, new Set(sessionsOf(items).map(({ content }) => content.slug)));
    const made: DraftSession = { kind: 'session', slug, is, title, summary: {}, stage: null, starts: null, minutes, delay: 0, cancelled: false, spoken: ['ar', 'fr'], interpreted: [], people: [], audience: [], capacity: null, attachments: [], recorded: false, accepted: [], source: null, extra: null };
    store.change({ what: 'added', on: id }, [[id, made]]);
    show(null);
    window.setTimeout(() => document.querySelector<HTMLElement>(`[data-block="${id}"]`)?.focus(), 60);
  };
  return (
    <SheetFrame title={say('session.new')} close={close} keep>
      <form className={classes.form} onSubmit={(event) => (event.preventDefault(), make())}>
        <Part title={say('session.titles')}>
          <Tongues words={title} most={titleMost} told={label('session.title')} optional focus change={setTitle} />
        </Part>
        <Part>
          <div className={classes.pair}>
            <Choice name={say('session.kind')} value={is} choices={SessionKind.options.map((one) => ({ value: one, label: label(`kind.${one}`) }))} change={(value) => setIs(value as SessionKind)} />
            <Stepper name={label('session.length')} value={say('minutes', { count: minutes })} less={minutes > 5 ? () => setMinutes(minutes - 5) : null} more={() => setMinutes(minutes + 5)} lessName={label('session.shorter')} moreName={label('session.longer')} />
          </div>
          <Button type="submit" disabled={!named}>{say('session.make')}</Button>
        </Part>
      </form>
    </SheetFrame>
  );
}

/** A stage that is not there yet. */
export function NewStage({ close }: { close: () => void }) {
  const { say, label } = useTimetable();
  const { store, stages } = useRoom();
  const [name, setName] = useState<Words>({});
  const named = Object.values(name).some((text) => text?.trim());
  const make = () => {
    if (!named) return;
    const id = crypto.randomUUID();
    store.change({ what: 'added', on: id }, [[id, { kind: 'stage', position: Math.min(1000, (stages.at(-1)?.content.position ?? -1) + 1), name, note: null }]]);
    close();
  };
  return (
    <SheetFrame title={say('stage.add')} close={close} keep>
      <form className={classes.form} onSubmit={(event) => (event.preventDefault(), make())}>
        <Part title={say('stage.names')}>
          <Tongues words={name} most={80} told={label('stage.name')} optional focus change={setName} />
          <Button type="submit" disabled={!named}>{say('stage.make')}</Button>
        </Part>
      </form>
    </SheetFrame>
  );
}

/** One stage: how it is called, in which order it stands. */
export function StageSheet({ id, stage, close }: { id: string; stage: DraftStage; close: () => void }) {
  const { say, label } = useTimetable();
  const { store, stages, items } = useRoom();
  const at = stages.findIndex((one) => one.id === id);
  const used = sessionsOf(items).filter(({ content }) => content.stage === id).length;
  const swap = (by: number) => {
    const order = [...stages];
    const [mine] = order.splice(at, 1);
    if (mine) order.splice(at + by, 0, mine);
    store.change({ what: 'changed', on: id }, order.map((one, position) => [one.id, { ...one.content, position }] as const));
  };
  const write = (part: Partial<DraftStage>) => store.change({ what: 'written', on: id }, [[id, { ...stage, ...part }]], { typed: true });
  return (
    <SheetFrame over={say('stage.one')} title={<Said words={stage.name} quiet />} close={close}>
      <Part title={say('stage.names')}>
        <Tongues words={stage.name} most={80} told={label('stage.name')} change={(name) => write({ name })} />
      </Part>
      <Part title={say('stage.note')}>
        <Tongues words={stage.note ?? {}} most={120} told={label('stage.note')} optional={!stage.note} change={(note) => write({ note: Object.keys(note).length > 0 ? note : null })} />
      </Part>
      <Part title={say('stage.order')}>
        <div className={classes.ways}>
          <Button size="sm" variant="default" disabled={at <= 0} leftSection={<IconArrowLeft className="icon flip" aria-hidden="true" />} onClick={() => swap(-1)}>{say('stage.before')}</Button>
          <Button size="sm" variant="default" disabled={at >= stages.length - 1} rightSection={<IconArrowRight className="icon flip" aria-hidden="true" />} onClick={() => swap(1)}>{say('stage.after')}</Button>
        </div>
      </Part>
      <footer className={classes.foot}>
        {used > 0 ? <p>{say('stage.used', { count: used })}</p> : (
          <Button size="sm" variant="subtle" className={classes.danger} onClick={() => (store.change({ what: 'removed', on: id }, [[id, null]]), close())}>{say('stage.remove')}</Button>
        )}
      </footer>
    </SheetFrame>
  );
}

/** The fair's days. */
export function DaysSheet({ close }: { close: () => void }) {
  const { say, label } = useTimetable();
  const { store, items, days, fair: { id: fairId } } = useRoom();
  const { dayMonth } = useDates();
  const fair = fairItem(items);
  const used = (day: string) => sessionsOf(items).filter(({ content }) => content.starts && dayOf(content.starts) === day).length;
  const set = (next: string[]) => {
    const content: DraftFair = { kind: 'fair', days: [...new Set(next)].sort() };
    store.change({ what: 'days', on: fair?.id ?? fairId }, [[fair?.id ?? fairId, content]]);
  };
  // A day that moves takes its sessions along.
  const moveDay = (from: string, to: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(to) || days.includes(to)) return;
    const content: DraftFair = { kind: 'fair', days: days.map((one) => (one === from ? to : one)).sort() };
    store.change({ what: 'days', on: fair?.id ?? fairId }, [[fair?.id ?? fairId, content], ...sessionsOf(items).flatMap(({ id, content: session }) => (session.starts && dayOf(session.starts) === from ? [[id, { ...session, starts: `${to}${session.starts.slice(10)}` }] as const] : []))]);
  };
  return (
    <SheetFrame title={say('days.title')} close={close}>
      <Part>
        <ul className={classes.days}>
          {days.map((day) => (
            <li key={day}>
              <input type="date" required aria-label={label('days.date', { day: dayMonth(day) })} defaultValue={day} onBlur={({ currentTarget }) => moveDay(day, currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && moveDay(day, event.currentTarget.value)} />
              <span>{dayMonth(day)}<small>{say('days.sessions', { count: used(day) })}</small></span>
              {days.length > 1 && used(day) === 0 && (
                <button type="button" className={classes.icon} aria-label={label('days.remove', { day: dayMonth(day) })} onClick={() => set(days.filter((one) => one !== day))}>
                  <IconX className="icon small" aria-hidden="true" />
                </button>
              )}
            </li>
          ))}
        </ul>
        {days.length < 14 && (
          <Button size="sm" variant="default" leftSection={<IconPlus className="icon small" aria-hidden="true" />} onClick={() => set([...days, days.length > 0 ? dayPlus(days.at(-1) ?? '', 1) : dayOf(new Date().toISOString())])}>
            {say('days.add')}
          </Button>
        )}
      </Part>
    </SheetFrame>
  );
}

/** Someone of the programme: how they are called and announced, what they speak, when they can be there. */
export function SpeakerSheet({ id, speaker, close }: { id: string; speaker: DraftSpeaker; close: () => void }) {
  const { say, label } = useTimetable();
  const { store, items, choose, day } = useRoom();
  const text = useText();
  const write = (part: Partial<DraftSpeaker>) => store.change({ what: 'written', on: id }, [[id, { ...speaker, ...part }]], { typed: true });
  const change = (part: Partial<DraftSpeaker>) => store.change({ what: 'changed', on: id }, [[id, { ...speaker, ...part }]]);
  const sessions = sessionsOf(items).filter(({ content }) => content.people.some((entry) => entry.speaker === id));
  const free = (at: number, part: Partial<DraftSpeaker['available'][number]>) => change({ available: speaker.available.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  return (
    <SheetFrame over={say('person.one')} title={text(speaker.name, label('person.noName'))} close={close}>
      <Part title={say('person.names')}>
        <Tongues words={speaker.name} most={120} told={label('person.name')} change={(name) => write({ name })} />
      </Part>
      <Part title={say('person.office')}>
        <Tongues words={speaker.title} most={200} told={label('person.office')} optional={Object.keys(speaker.title).length === 0} change={(title) => write({ title })} />
      </Part>
      <Part>
        <Choices name={say('person.languages')} all={languages} chosen={speaker.languages} word={(one) => say(`language.${one}`)} change={(spoken) => change({ languages: spoken })} />
      </Part>
      <Part title={say('person.available')}>
        {speaker.available.length === 0 && <p>{say('person.anyTime')}</p>}
        <ul className={classes.free}>
          {speaker.available.map(({ from, to }, at) => (
            <li key={at}>
              <input type="datetime-local" aria-label={label('person.from')} value={from} onChange={({ currentTarget: { value } }) => value && free(at, { from: value.slice(0, 16) })} />
              <input type="datetime-local" aria-label={label('person.to')} value={to} onChange={({ currentTarget: { value } }) => value && free(at, { to: value.slice(0, 16) })} />
              <button type="button" className={classes.icon} aria-label={label('person.notThen')} onClick={() => change({ available: speaker.available.filter((_, place) => place !== at) })}>
                <IconX className="icon small" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        {speaker.available.length < 30 && <Button size="sm" variant="subtle" leftSection={<IconPlus className="icon small" aria-hidden="true" />} onClick={() => change({ available: [...speaker.available, { from: `${day}T09:00`, to: `${day}T18:00` }] })}>{say('person.addTime')}</Button>}
      </Part>
      <Part title={say('person.sessions')}>
        {sessions.length === 0 && <p>{say('person.inNone')}</p>}
        <ul className={classes.links}>
          {sessions.slice(0, 30).map((session) => (
            <li key={session.id}>
              <button type="button" onClick={() => choose(session.id)}>{text(session.content.title, label('session.noTitle'))}</button>
            </li>
          ))}
        </ul>
      </Part>
      <footer className={classes.foot}>
        {sessions.length === 0 && <Button size="sm" variant="subtle" className={classes.danger} onClick={() => (store.change({ what: 'removed', on: id }, [[id, null]]), close())}>{say('person.remove')}</Button>}
      </footer>
    </SheetFrame>
  );
}

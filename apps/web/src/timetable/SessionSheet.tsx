import { Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { attachmentsMost, Audience, goesOnStage, languages, SessionKind, SessionRole, titleMost, wallAt, type DraftContent, type DraftSession, type DraftSpeaker } from '@siccam/contract';
import { dayOf, isPlaced, minutesOf, timeOf, wallPlus } from '@siccam/timetable';
import { PersonFace } from '@siccam/ui';
import { CheckField } from '@siccam/ui/fields';
import { FilesField } from '../files';
import { Said, useDates } from '../i18n';
import { fairTime } from '../fair';
import { initialsOf, toneOf } from '../people';
import { DayPart, mayChange } from './DayPart';
import { longest, shortest } from './place';
import { speakersOf, useRoom, useText } from './room';
import { Part, SheetFrame } from './SheetFrame';
import { Choice, Choices, Stepper, Tongues } from './Typed';
import { useTimetable } from './words';
import classes from './Sheet.module.css';

/** One session: all that is said of it, when and where it is, who is in it, and how it is taken away. */
export function SessionSheet({ id, session, close }: { id: string; session: DraftSession; close: () => void }) {
  const { say, label } = useTimetable();
  const { store, fair, days, day, stages, released } = useRoom();
  const { weekdayNumber } = useDates();
  const text = useText();
  const [sure, setSure] = useState(false);
  const change = (part: Partial<DraftSession>, what: 'changed' | 'moved' | 'lengthened' | 'placed' | 'people' = 'changed') => store.change({ what, on: id }, [[id, { ...session, ...part }]]);
  const write = (part: Partial<DraftSession>) => store.change({ what: 'written', on: id }, [[id, { ...session, ...part }]], { typed: true });
  const placed = isPlaced(session);
  const starts = session.starts;
  const put = (wall: string) => !Number.isNaN(minutesOf(wall)) && change({ starts: wall }, starts ? 'moved' : 'placed');
  const is = session.is;
  const state = released.get(id);
  const gestures = state && <Part title={say('onDay.title')}><DayPart session={id} /></Part>;
  // On its day nothing is nearer than what the public has to hear.
  const near = state !== undefined && mayChange(state) && starts !== null && dayOf(starts) === dayOf(wallAt(fairTime(fair), fair.offset));
  // A file may take minutes to arrive: it is put to the session as it is by then.
  const attach = (by: (files: string[]) => string[]) => {
    const now = store.get().contents.get(id);
    if (now?.kind === 'session') store.change({ what: 'changed', on: id }, [[id, { ...now, attachments: by(now.attachments) }]]);
  };
  const away = () => store.change({ what: 'unplaced', on: id }, [[id, { ...session, stage: null, starts: null, delay: 0 }]]);
  const cancel = (cancelled: boolean) => store.change({ what: cancelled ? 'cancelled' : 'restored', on: id }, [[id, { ...session, cancelled }]]);
  const remove = () => {
    store.change({ what: 'removed', on: id }, [[id, null]]);
    close();
  };
  return (
    <SheetFrame over={<>{say('session.chosen')} · {say(`kind.${is}`)}</>} title={Object.values(session.title).some(Boolean) ? <Said words={session.title} quiet /> : say('session.noTitle')} close={close}>
      {near && gestures}
      <Part title={say('session.titles')}>
        <Tongues words={session.title} most={titleMost} told={label('session.title')} change={(title) => write({ title })} />
      </Part>
      <Part title={say('session.place')}>
        <div className={classes.pair}>
          <Choice
            long
            name={say('session.stage')}
            value={session.stage ?? ''}
            choices={[{ value: '', label: label(goesOnStage({ kind: is }) ? 'session.noStage' : 'grid.elsewhere') }, ...stages.map((stage) => ({ value: stage.id, label: text(stage.content.name, label('stage.noName')) }))]}
            change={(stage) => change(stage ? { stage, starts: starts ?? `${day}T09:00` } : { stage: null, ...(goesOnStage({ kind: is }) ? { starts: null, delay: 0 } : {}) }, starts ? 'moved' : 'placed')}
          />
          <Choice long name={say('session.day')} value={starts ? dayOf(starts) : ''} choices={[...(starts && days.includes(dayOf(starts)) ? [] : [{ value: starts ? dayOf(starts) : '', label: starts ? dayOf(starts) : label('session.noDay') }]), ...days.map((one) => ({ value: one, label: weekdayNumber(one) }))]} change={(to) => to && put(`${to}T${starts ? timeOf(starts) : '09:00'}`)} />
          <Stepper name={label('session.start')} value={null} less={starts ? () => put(wallPlus(starts, -5)) : null} more={starts ? () => put(wallPlus(starts, 5)) : null} lessName={label('session.earlier')} moreName={label('session.later')}>
            <TimeField name={label('session.start')} time={starts ? timeOf(starts) : ''} put={(time) => put(`${starts ? dayOf(starts) : day}T${time}`)} />
          </Stepper>
          <Stepper name={label('session.length')} value={say('minutes', { count: session.minutes })} less={session.minutes > shortest ? () => change({ minutes: Math.max(shortest, session.minutes - 5) }, 'lengthened') : null} more={session.minutes < longest ? () => change({ minutes: Math.min(longest, session.minutes + 5) }, 'lengthened') : null} lessName={label('session.shorter')} moreName={label('session.longer')} />
        </div>
        {session.delay > 0 && <p className={classes.care}>{say('session.delayed', { count: session.delay })}</p>}
      </Part>
      <People id={id} session={session} />
      <Part title={say('session.languages')}>
        <Choices name={say('session.spoken')} all={languages} chosen={session.spoken} word={(one) => say(`language.${one}`)} change={(spoken) => change({ spoken })} />
        <Choices name={say('session.interpreted')} all={languages} chosen={session.interpreted} word={(one) => say(`language.${one}`)} change={(interpreted) => change({ interpreted })} />
      </Part>
      <Part title={say('session.public')}>
        <div className={classes.pair}>
          <Choice name={say('session.kind')} value={is} choices={SessionKind.options.map((one) => ({ value: one, label: label(`kind.${one}`) }))} change={(value) => change({ is: value as SessionKind })} />
          <Seats seats={session.capacity} change={(capacity) => change({ capacity })} />
        </div>
        <Choices name={say('session.audience')} all={Audience.options} chosen={session.audience} word={(one) => say(`audience.${one}`)} change={(audience) => change({ audience })} />
        <CheckField label={say('session.recorded')} hint={say('session.recordedHint')} checked={session.recorded} onChange={(recorded) => change({ recorded })} />
      </Part>
      <details className={classes.part}>
        <summary>{say('session.summary')}</summary>
        <Tongues words={session.summary} most={3000} rows={4} told={label('session.summary')} optional={Object.keys(session.summary).length === 0} change={(summary) => write({ summary })} />
      </details>
      <Part title={say('session.attachments')}>
        <Suspense>
          <FilesField files={session.attachments} most={attachmentsMost} add={(file) => attach((now) => [...now, file])} remove={(file) => attach((now) => now.filter((one) => one !== file))} />
        </Suspense>
      </Part>
      {!near && gestures}
      <footer className={classes.foot}>
        {placed && <Button size="sm" variant="default" onClick={away}>{say('session.unplace')}</Button>}
        {session.cancelled ? (
          <Button size="sm" variant="subtle" onClick={() => cancel(false)}>{say('session.restore')}</Button>
        ) : state ? (
          <Button size="sm" variant="subtle" className={classes.danger} onClick={() => cancel(true)}>{say('session.cancel')}</Button>
        ) : null}
        {!sure ? (
          <Button size="sm" variant="subtle" className={classes.danger} onClick={() => (state ? setSure(true) : remove())}>{say('session.remove')}</Button>
        ) : (
          <div className={classes.sure}>
            <p>{say('session.removeSure')}</p>
            <Button size="sm" variant="default" className={classes.danger} onClick={remove}>{say('session.removeYes')}</Button>
            <Button size="sm" variant="subtle" onClick={() => setSure(false)}>{say('session.removeNo')}</Button>
          </div>
        )}
      </footer>
    </SheetFrame>
  );
}

/** A time of day by the 24-hour clock, whatever this browser's own habit is; taken when it is whole. */
function TimeField({ name, time, put }: { name: string; time: string; put: (time: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const [, hours = '', minutes = ''] = /^(\d{1,2})[:h. ]?(\d{2})$/.exec(typed?.trim() ?? '') ?? [];
    setTyped(null);
    if (hours && Number(hours) < 24 && Number(minutes) < 60) put(`${hours.padStart(2, '0')}:${minutes}`);
  };
  return <input type="text" dir="ltr" inputMode="numeric" maxLength={5} aria-label={name} value={typed ?? time} onFocus={() => setTyped(time)} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()} />;
}

function Seats({ seats, change }: { seats: number | null; change: (seats: number | null) => void }) {
  const { say, label } = useTimetable();
  return (
    <div className={classes.field}>
      <small>{say('session.seats')}</small>
      <input type="number" inputMode="numeric" min={1} max={100_000} dir="ltr" placeholder={label('session.everyone')} aria-label={label('session.seats')} value={seats ?? ''} onChange={({ currentTarget: { value } }) => {
        const count = Math.round(Number(value));
        change(value === '' || !(count >= 1) ? null : Math.min(count, 100_000));
      }} />
    </div>
  );
}

function People({ id, session }: { id: string; session: DraftSession }) {
  const { say, label } = useTimetable();
  const { store, items, show } = useRoom();
  const text = useText();
  // Whoever looked for somebody and left it is back at the button.
  const [adding, setAdding] = useState<boolean | null>(null);
  const change = (people: DraftSession['people'], more: [string, DraftContent][] = []) => store.change({ what: 'people', on: id }, [...more, [id, { ...session, people }]]);
  const add = (speaker: string, made?: DraftSpeaker) => {
    setAdding(false);
    const role: SessionRole = session.is === 'ceremony' ? 'signatory' : 'speaker';
    change([...session.people, { id: crypto.randomUUID(), speaker, role, replaces: null }], made ? [[speaker, made]] : []);
  };
  return (
    <Part title={say('session.people')}>
      {session.people.length > 0 && (
        <ul className={classes.people}>
          {session.people.map((entry) => {
            const person = items.get(entry.speaker);
            const name = person?.kind === 'speaker' ? text(person.name, label('person.noName')) : label('person.noName');
            return (
              <li key={entry.id}>
                <PersonFace tone={toneOf(entry.speaker)} shape={person?.kind === 'speaker' ? person.shape : 'person'} initials={initialsOf(name)} size="list" />
                <span>
                  <button type="button" onClick={() => show(entry.speaker)}>{person?.kind === 'speaker' ? <Said words={person.name} quiet /> : name}</button>
                  {person?.kind === 'speaker' && Object.values(person.title).some(Boolean) && <small><Said words={person.title} quiet /></small>}
                </span>
                <select aria-label={label('person.roleOf', { name })} value={entry.role} onChange={({ currentTarget }) => change(session.people.map((one) => (one.id === entry.id ? { ...one, role: currentTarget.value as SessionRole } : one)))}>
                  {SessionRole.options.map((role) => (
                    <option key={role} value={role}>{label(`role.${role}`)}</option>
                  ))}
                </select>
                <button type="button" className={classes.icon} aria-label={label('person.takeOut', { name })} onClick={() => change(session.people.filter((one) => one.id !== entry.id))}>
                  <IconX className="icon small" aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {adding ? (
        <PersonPicker pick={add} close={() => setAdding(false)} />
      ) : (
        <Button size="sm" variant="subtle" autoFocus={adding === false} leftSection={<IconPlus className="icon small" aria-hidden="true" />} onClick={() => setAdding(true)}>
          {say('person.add')}
        </Button>
      )}
    </Part>
  );
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[أإآ]/g, 'ا').toLowerCase();
const arabic = /\p{Script=Arabic}/u;

/** Someone new of the programme, by a name in whatever script it was typed. */
export function newPerson(name: string): DraftSpeaker {
  const typed = name.trim();
  // A name in Latin letters is the same in French and in English.
  const words = arabic.test(typed) ? { ar: typed } : { fr: typed, en: typed };
  const initials = initialsOf(typed).slice(0, 6) || typed.slice(0, 1);
  const short = typed.slice(0, 40);
  return {
    kind: 'speaker', shape: 'person', name: words, title: {},
    short: arabic.test(typed) ? { ar: short } : { fr: short, en: short },
    initials: arabic.test(typed) ? { ar: initials } : { fr: initials, en: initials },
    about: {}, photo: null, fictional: false, languages: [], person: null, available: [],
  };
}

/** Finds someone of the programme by name, or writes somebody new. */
export function PersonPicker({ pick, close, onlyKnown }: { pick: (speaker: string, made?: DraftSpeaker) => void; close: () => void; onlyKnown?: boolean }) {
  const { say, label } = useTimetable();
  const { items } = useRoom();
  const text = useText();
  const [typed, setTyped] = useState('');
  const wanted = plain(typed.trim());
  const found = speakersOf(items).filter(({ content }) => wanted === '' || Object.values(content.name).some((name) => plain(name ?? '').includes(wanted))).slice(0, 6);
  return (
    <div className={classes.picker} onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      close();
    }}>
      <input type="text" dir="auto" autoFocus maxLength={120} aria-label={label('person.search')} placeholder={label('person.search')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => {
        if (event.key !== 'Enter' || !wanted) return;
        event.preventDefault();
        const [first] = found;
        if (first && found.length === 1) pick(first.id);
        else if (!onlyKnown && found.length === 0) pick(crypto.randomUUID(), newPerson(typed));
      }} />
      <ul>
        {found.map(({ id, content }) => (
          <li key={id}>
            <button type="button" onClick={() => pick(id)}>{text(content.name, label('person.noName'))}</button>
          </li>
        ))}
        {!onlyKnown && wanted !== '' && (
          <li>
            <button type="button" onClick={() => pick(crypto.randomUUID(), newPerson(typed))}>
              <IconPlus className="icon small" aria-hidden="true" /> {say('person.create', { name: typed.trim() })}
            </button>
          </li>
        )}
      </ul>
      <Button size="sm" variant="subtle" onClick={close}>{say('cancel')}</Button>
    </div>
  );
}

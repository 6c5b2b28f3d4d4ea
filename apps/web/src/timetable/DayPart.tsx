import { useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconArrowsLeftRight, IconBan, IconClock, IconMapPin } from '@tabler/icons-react';
import { changeDay, wallAt, type DayChange, type DraftContent, type DraftSession, type SessionState } from '@siccam/contract';
import { ahead, dayOf, isPlaced, minutesBetween, movable, pushed, running, timeOf, wallPlus, type Pushed } from '@siccam/timetable';
import { CheckField } from '@siccam/ui/fields';
import { fairTime } from '../fair';
import { NotDone, useConfirmed } from '../people';
import { call } from '../wire';
import { realStart } from './place';
import { sessionsOf, useRoom, useText, type Of } from './room';
import { useSentences } from './sentences';
import { PersonPicker } from './SessionSheet';
import { offer } from './toast';
import { Choice, Stepper } from './Typed';
import { useTimetable } from './words';
import classes from './Sheet.module.css';

/** The gestures of the day. */
export const gestures = ['delay', 'replace', 'cancel', 'stage', 'swap'] as const;
/** See `gestures`. */
export type Gesture = (typeof gestures)[number];
const icons = { delay: IconClock, replace: IconArrowsExchange, cancel: IconBan, stage: IconMapPin, swap: IconArrowsLeftRight };

const usual = 20;
const most = 600;
/** Only what is still to come is moved; someone may step in while it is on, and what is on may run over. */
const from: Record<Gesture, readonly SessionState[]> = { delay: [...ahead, ...running], replace: [...ahead, ...running], cancel: ahead, stage: ahead, swap: ahead };
/** A pause may come later or not at all; it has no stage and nobody in it. */
const ofPause: readonly Gesture[] = ['delay', 'cancel'];

/** Whether a session in this state can be changed on its day. */
export const mayChange = (state: SessionState): boolean => [...ahead, ...running].includes(state);

/** Changes a day while it happens: a delay, somebody else, a cancellation, another stage, two that change places. It reaches every screen at once, and can be taken back for ten seconds. `session`: the one it is about, where that is known. */
export function DayPart({ session, only, done }: { session?: string; only?: Gesture; done?: () => void }) {
  const { say } = useTimetable();
  const { items } = useRoom();
  const [gesture, setGesture] = useState<Gesture | null>(only ?? null);
  const content = session ? items.get(session) : undefined;
  const cancelled = content?.kind === 'session' && content.cancelled;
  const offered = content?.kind === 'session' && content.is === 'break' ? ofPause : gestures;
  return (
    <div className={classes.gestures}>
      {!only && (
        <div className={classes.ways}>
          {offered.map((one) => {
            const Icon = icons[one];
            return (
              <Button key={one} size="sm" variant="default" aria-pressed={gesture === one} leftSection={<Icon className="icon small" aria-hidden="true" />} onClick={() => setGesture(gesture === one ? null : one)}>
                {say(one === 'cancel' && cancelled ? 'onDay.restore' : `onDay.${one}`)}
              </Button>
            );
          })}
        </div>
      )}
      {gesture && <Form key={`${gesture}${session ?? ''}`} gesture={gesture} known={session} done={() => (only ? done?.() : setGesture(null))} />}
    </div>
  );
}

function Form({ gesture, known, done }: { gesture: Gesture; known: string | undefined; done: () => void }) {
  const { say, label } = useTimetable();
  const { items, timetable, fair, stages, released, known: visited, day, store } = useRoom();
  const text = useText();
  const { title: titleOf } = useSentences();
  const confirmed = useConfirmed();
  const now = wallAt(fairTime(fair), fair.offset);
  const stateOf = (id: string): SessionState => released.get(id) ?? 'draft';
  const may = (id: string) => from[gesture].includes(stateOf(id));
  const placed = sessionsOf(items)
    .flatMap(({ id, content }): Of<DraftSession & { starts: string }>[] => (may(id) && content.starts !== null && isPlaced(content) && dayOf(content.starts) === day ? [{ id, content: { ...content, starts: content.starts } }] : []))
    .sort((one, other) => realStart(one.content).localeCompare(realStart(other.content)));
  const named = ({ content }: Of<DraftSession & { starts: string }>) => `${timeOf(realStart(content))} ${text(content.title, label('session.noTitle'))}`;
  // Whoever has nothing chosen means what is on, or comes next; never the pause.
  const sessions = placed.filter(({ content }) => content.is !== 'break');
  const likely = sessions.find(({ content }) => wallPlus(realStart(content), content.minutes) > now) ?? sessions[0];
  const [chosen, setChosen] = useState(known ?? likely?.id ?? '');
  const content = items.get(chosen);
  const [typed, setMinutes] = useState<number | null>(null);
  const [follow, setFollow] = useState(true);
  const [other, setOther] = useState('');
  const [stage, setStage] = useState('');
  const [entry, setEntry] = useState('');
  const [picking, setPicking] = useState(false);
  const [speaker, setSpeaker] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  if (content?.kind !== 'session' || !may(chosen)) return <p className={classes.soft}>{say('onDay.nothing')}</p>;
  const title = text(content.title, label('session.noTitle'));
  const choose = known ? null : <Choice name={say('onDay.which')} value={chosen} choices={(ofPause.includes(gesture) ? placed : sessions).map((one) => ({ value: one.id, label: named(one) }))} change={(id) => (setChosen(id), setEntry(''), setSpeaker(''), setMinutes(null))} />;

  const send = async (change: DayChange, said: string) => {
    setBusy(true);
    setTrouble(null);
    try {
      await store.settled();
      const answer = await confirmed(() => call(changeDay, { change }));
      store.released(answer.release);
      offer(said, async () => {
        for (const back of answer.undo) store.released((await call(changeDay, { change: back })).release);
      });
      done();
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  const form = (parts: ReactNode, button: ReactNode, change: DayChange | null, said: string, danger = false) => (
    <form className={classes.dayForm} onSubmit={(event) => {
      event.preventDefault();
      if (change) void send(change, said);
    }}>
      {choose}
      {parts}
      {Boolean(trouble) && <NotDone error={trouble} />}
      <div className={classes.ways}>
        <Button type="submit" disabled={!change || busy} {...(danger ? { variant: 'default', className: classes.danger } : { variant: 'filled' })}>{button}</Button>
        <Button variant="subtle" onClick={done}>{say('cancel')}</Button>
      </div>
    </form>
  );

  switch (gesture) {
    case 'delay': {
      const isOn = running.includes(stateOf(chosen));
      const minutes = typed ?? (isOn ? usual : Math.min(most, content.delay + usual));
      // As the server does it: only as visitors know it.
      const asKnown = [...timetable.items].map(([id, item]): [string, DraftContent] => {
        const is = visited.get(id);
        return [id, item.kind !== 'session' || !is ? item : { ...item, stage: is.stageId, starts: is.starts, minutes: minutesBetween(is.starts, is.ends), delay: is.delay, cancelled: is.state === 'cancelled' }];
      });
      const push = (by: number, along: boolean) => pushed({ ...timetable, items: movable(asKnown, stateOf, chosen) }, chosen, by, along);
      const how = (name: 'onDay.minutes' | 'onDay.overrunMinutes', least: number) => (
        <>
          <Stepper name={label(name)} value={say('minutes', { count: minutes })} less={minutes > least ? () => setMinutes(minutes - 5) : null} more={minutes < most ? () => setMinutes(minutes + 5) : null} lessName={label('onDay.less')} moreName={label('onDay.more')} />
          <CheckField label={say('onDay.follow')} checked={follow} onChange={setFollow} />
        </>
      );
      if (!isOn)
        return form(
          <>
            {how('onDay.minutes', 0)}
            <Moved moved={push(minutes, follow)} chosen={chosen} follow={follow} />
          </>,
          minutes === 0 ? say('onDay.asPlanned') : say('onDay.doDelay', { count: minutes }),
          minutes === content.delay ? null : { what: 'delay', session: chosen, minutes, follow },
          label('did.delayed', { title, count: minutes }),
        );
      // What is on is not delayed itself: what it meets next is, and pushes the rest.
      const followers = push(content.delay + minutes, true).filter(({ session }) => session !== chosen);
      const [next] = followers;
      const nextTitle = next ? titleOf(next.session) : '';
      return form(
        <>
          <p className={classes.soft}>{say('onDay.overrunText', { title })}</p>
          {how('onDay.overrunMinutes', 5)}
          {!next && <p className={classes.soft}>{say('onDay.overrunFree')}</p>}
          <Moved moved={follow ? followers : followers.slice(0, 1)} chosen={chosen} follow={follow && next !== undefined} />
        </>,
        next ? say('onDay.doOverrun', { title: nextTitle, count: next.delay - next.before }) : say('onDay.overrun'),
        next ? { what: 'delay', session: next.session, minutes: next.delay, follow } : null,
        label('did.delayed', { title: nextTitle, count: next?.delay ?? 0 }),
      );
    }
    case 'cancel':
      return form(<p className={classes.soft}>{say(content.cancelled ? 'onDay.restoreText' : 'onDay.cancelText', { title })}</p>, say(content.cancelled ? 'onDay.doRestore' : 'onDay.doCancel'), { what: content.cancelled ? 'restore' : 'cancel', session: chosen }, label(content.cancelled ? 'did.restored' : 'did.cancelled', { title }), !content.cancelled);
    case 'stage': {
      const choices = stages.filter(({ id }) => id !== content.stage);
      const to = stage || (choices[0]?.id ?? '');
      const name = text(stages.find(({ id }) => id === to)?.content.name ?? {}, label('stage.noName'));
      return form(
        <Choice name={say('onDay.toStage')} value={to} choices={choices.map(({ id, content: { name: words } }) => ({ value: id, label: text(words, label('stage.noName')) }))} change={setStage} />,
        say('onDay.doStage', { stage: name }),
        to ? { what: 'stage', session: chosen, stage: to } : null,
        label('did.staged', { title, stage: name }),
      );
    }
    case 'swap': {
      const choices = sessions.filter(({ id }) => id !== chosen);
      const to = other || (choices[0]?.id ?? '');
      const found = choices.find(({ id }) => id === to);
      return form(
        <Choice name={say('onDay.with')} value={to} choices={choices.map((one) => ({ value: one.id, label: named(one) }))} change={setOther} />,
        say('onDay.doSwap'),
        to ? { what: 'swap', session: chosen, other: to } : null,
        label('did.swapped', { title, other: found ? text(found.content.title, label('session.noTitle')) : '' }),
      );
    }
    case 'replace': {
      const nameOf = (id: string) => {
        const found = items.get(id);
        return found?.kind === 'speaker' ? text(found.name, label('person.noName')) : label('person.noName');
      };
      const place = entry || (content.people[0]?.id ?? '');
      const old = content.people.find(({ id }) => id === place);
      if (content.people.length === 0) return form(<p className={classes.soft}>{say('onDay.nobody')}</p>, say('onDay.doReplace'), null, '');
      return form(
        <>
          <Choice name={say('onDay.who')} value={place} choices={content.people.map((one) => ({ value: one.id, label: `${nameOf(one.speaker)} · ${label(`role.${one.role}`)}` }))} change={setEntry} />
          {picking ? (
            <PersonPicker close={() => setPicking(false)} pick={(id, made) => {
              setPicking(false);
              setSpeaker(id);
              if (made) store.change({ what: 'added', on: id }, [[id, made]]);
            }} />
          ) : (
            <div className={classes.field}>
              <small>{say('onDay.by')}</small>
              <Button variant="default" size="sm" onClick={() => setPicking(true)}>{speaker ? nameOf(speaker) : say('onDay.pick')}</Button>
            </div>
          )}
        </>,
        say('onDay.doReplace'),
        speaker && old && old.speaker !== speaker ? { what: 'replace', session: chosen, entry: place, speaker } : null,
        label('did.replaced', { title, name: speaker ? nameOf(speaker) : '' }),
      );
    }
  }
}

/** What a delay moves, and what collides only because of it: its own session first. */
function Moved({ moved, chosen, follow }: { moved: readonly Pushed[]; chosen: string; follow: boolean }) {
  const { say } = useTimetable();
  const { title, told } = useSentences();
  const followers = moved.filter(({ session }) => session !== chosen);
  const said = new Set<string>();
  const wrong = moved.flatMap(({ session, prayer, conflicts }) =>
    conflicts
      .filter(({ key, kind }) => !said.has(key) && !(kind === 'prayer' && prayer && session !== chosen) && said.add(key))
      .map((conflict) => ({ key: conflict.key, text: say('onDay.wrong', { title: title(session), said: told(conflict, session) }) })),
  );
  return (
    <div className={classes.soft}>
      {follow && (followers.length === 0 ? say('onDay.nobodyFollows') : say('onDay.follows', { count: followers.length }))}
      {followers.slice(0, 5).map((one) => (
        <span key={one.session} className={classes.followed} data-wrong={one.prayer || undefined}>
          {say(one.prayer ? 'onDay.followsPrayer' : 'onDay.followsBy', { title: title(one.session), count: one.delay - one.before })}
        </span>
      ))}
      {wrong.slice(0, 5).map(({ key, text }) => (
        <span key={key} className={classes.followed} data-wrong="">
          {text}
        </span>
      ))}
    </div>
  );
}

/** The card of a phone: what can be changed on the day itself, each its own page. */
export function DayCard({ open }: { open: (gesture: Gesture) => void }) {
  const { say } = useTimetable();
  return (
    <section className={classes.dayCard}>
      <h2>{say('onDay.title')}</h2>
      <p className={classes.soft}>{say('onDay.phone')}</p>
      <div>
        {gestures.map((one) => {
          const Icon = icons[one];
          return (
            <Button key={one} variant="default" data-opens={`day-${one}`} leftSection={<Icon className="icon" aria-hidden="true" />} onClick={() => open(one)}>
              {say(`onDay.${one}`)}
            </Button>
          );
        })}
      </div>
    </section>
  );
}

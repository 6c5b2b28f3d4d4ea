import { Button } from '@mantine/core';
import type { DraftContent } from '@siccam/contract';
import { timeOf } from '@siccam/timetable';
import { useLanguage } from '../i18n';
import { nameIn, NotDone } from '../people';
import { serverNow } from '../wire';
import { useRoom, useSeconds, useText } from './room';
import { titleOf, type Lost as OneLost } from './store';
import { useTimetable } from './words';
import classes from './TimetableDesk.module.css';

/** What of ours was not done, because somebody was faster; and what the server would not take. */
export function Lost() {
  const { shown, store } = useRoom();
  const { say } = useTimetable();
  return (
    <>
      {Boolean(shown.refused) && <NotDone error={shown.refused} action={<Button size="sm" onClick={() => store.forgetRefusal()}>{say('understood')}</Button>} />}
      {shown.lost.map((lost) => (
        <Card key={`${lost.id}${lost.theirs.revision}`} lost={lost} />
      ))}
    </>
  );
}

function Card({ lost }: { lost: OneLost }) {
  const { say, label } = useTimetable();
  const { store, stages } = useRoom();
  const language = useLanguage();
  const text = useText();
  const { theirs, base, wanted, parts } = lost;
  const seconds = Math.max(1, Math.round((serverNow() - Date.parse(theirs.changed) + 0 * useSeconds()) / 1000));
  const name = nameIn(theirs.by?.name, language) || label('seen.someone');
  const title = text(titleOf(theirs.content ?? wanted), label('session.noTitle'));
  const placeOf = (content: DraftContent | null): string => {
    if (content?.kind !== 'session') return '';
    if (content.starts === null) return label('lost.unplaced');
    const stage = stages.find(({ id }) => id === content.stage);
    const time = timeOf(content.starts);
    return stage ? label('lost.at', { time, stage: text(stage.content.name) }) : time;
  };
  const ago = seconds < 60 ? label('lost.seconds', { count: seconds }) : label('lost.minutes', { count: Math.round(seconds / 60) });
  const moved = parts.includes('place');
  const [their, mine] = [placeOf(theirs.content), placeOf(wanted)];
  const sameWords = their === mine;
  return (
    <section className={classes.lost} role="alert">
      <h2>{say(moved ? 'lost.moveTitle' : 'lost.title')}</h2>
      <p>
        {!theirs.content
          ? say('lost.removed', { name, title, ago })
          : moved
            ? sameWords && theirs.content.kind === 'session' && wanted?.kind === 'session'
              ? say('lost.length', { name, title, ago, theirs: theirs.content.minutes, mine: wanted.minutes })
              : say('lost.moved', { name, title, ago, before: placeOf(base), theirs: their, mine })
            : say('lost.changed', { name, title, ago })}
      </p>
      <div>
        <Button size="sm" variant="default" onClick={() => store.settle(lost, false)}>{moved && !sameWords ? say('lost.keepAt', { at: their }) : say('lost.keep')}</Button>
        <Button size="sm" variant="subtle" onClick={() => store.settle(lost, true)}>{moved && !sameWords ? say('lost.putAt', { at: mine }) : say('lost.put')}</Button>
      </div>
    </section>
  );
}

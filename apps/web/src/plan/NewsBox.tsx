import { Button } from '@mantine/core';
import { wordsIn, type Change, type Programme } from '@siccam/contract';
import { Said, useDates, useLanguage } from '../i18n';
import { SessionLink, type News } from '../programme';
import classes from './Plan.module.css';
import { usePlanWords } from './words';

const shown = 12;

/** What changed since the reader last looked, in sentences, until they say that they know. */
export default function NewsBox({ programme, news: { changes: told, seen } }: { programme: Programme; news: News }) {
  const { say } = usePlanWords();
  const sessions = new Set(told.map(({ session }) => session)).size;
  if (sessions === 0) return null;
  return (
    <section className={classes.news}>
      <p role="status">
        <b>{say('news.title', { count: sessions })}</b>
      </p>
      <ul>
        {told.slice(0, shown).map((change) => (
          <li key={`${change.session} ${change.kind}`}>
            <Titled programme={programme} change={change} />
            <Sentence change={change} />
          </li>
        ))}
      </ul>
      {told.length > shown && <p>{say('news.more', { count: told.length - shown })}</p>}
      <Button size="sm" onClick={seen}>
        {say('news.seen')}
      </Button>
    </section>
  );
}

function Titled({ programme, change }: { programme: Programme; change: Change }) {
  const slug = programme.sessions.find(({ id }) => id === change.session)?.slug;
  const words = <Said words={change.title} />;
  return slug ? <SessionLink slug={slug}>{words}</SessionLink> : <b>{words}</b>;
}

function Sentence({ change: { kind, before, after } }: { change: Change }) {
  const { say } = usePlanWords();
  const { dayInLine } = useDates();
  const language = useLanguage();
  const text = (value: Change['after']): string => (value === null ? '' : typeof value === 'object' ? wordsIn(value, language).text : String(value));
  const isWall = (value: Change['after']): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value);
  if (kind === 'delayed') return say('news.delayed', { minutes: Number(after ?? 0) });
  if ((kind === 'later' || kind === 'earlier') && isWall(before) && isWall(after))
    return before.slice(0, 10) === after.slice(0, 10) ? say('news.moved', { before: before.slice(11), after: after.slice(11) }) : say('news.movedDay', { day: dayInLine(after.slice(0, 10)), after: after.slice(11) });
  if (kind === 'stage' && after !== null) return say('news.stage', { stage: text(after) });
  if (kind === 'replaced' && before !== null && after !== null) return say('news.replaced', { before: text(before), after: text(after) });
  if (kind === 'added' || kind === 'removed' || kind === 'cancelled' || kind === 'restored') return say(`news.${kind}`);
  return say('news.changed');
}

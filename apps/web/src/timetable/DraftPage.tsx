import { Fragment, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUnlink } from '@tabler/icons-react';
import { readDraftByLink, type DraftContent, type DraftSession } from '@siccam/contract';
import { dayOf, isPlaced, timeOf, wallPlus } from '@siccam/timetable';
import { Empty, Loading } from '@siccam/ui';
import { Said, useDates } from '../i18n';
import { NotDone } from '../people';
import { call, Refused, retried } from '../wire';
import { realStart } from './place';
import { daysOf, sessionsOf, useText, type Of } from './room';
import { useTimetable } from './words';
import classes from './DraftPage.module.css';

/** The draft for whoever holds a reading link: day by day, as it stands, and nothing that could be changed. The token stands behind the `#`, so that no server on the way writes it down. */
export default function DraftPage() {
  const { say } = useTimetable();
  const [token] = useState(() => window.location.hash.slice(1, 101));
  const { data, error, refetch } = useQuery({ queryKey: ['draft', token], queryFn: ({ signal }) => call(readDraftByLink, { token }, { signal, fresh: true }), retry: retried, refetchInterval: 60_000 });
  if (error instanceof Refused && error.refusal === 'timetable.linkUnknown')
    return (
      <div className={classes.page}>
        <Empty icon={<IconUnlink className="icon" aria-hidden="true" />} title={<span role="heading" aria-level={1}>{say('link.gone')}</span>}>
          {say('link.goneText')}
        </Empty>
      </div>
    );
  if (!data) return <div className={classes.page}>{error ? <NotDone error={error} action={<Button size="sm" onClick={() => void refetch()}>{say('again')}</Button>} /> : <Loading word={say('loading')} bars={6} />}</div>;
  const items = new Map<string, DraftContent>(data.items.flatMap(({ id, content }): [string, DraftContent][] => (content ? [[id, content]] : [])));
  const sessions = sessionsOf(items);
  const waiting = sessions.filter(({ content }) => !isPlaced(content));
  return (
    <div className={classes.page}>
      <header>
        <h1>{say('link.title')}</h1>
        <p>
          <span className={classes.stamp}>{say('link.stamp')}</span>
        </p>
        <p className={classes.soft}>{say('link.text')}</p>
      </header>
      {daysOf(items).map((day) => (
        <Day key={day} day={day} sessions={sessions} items={items} />
      ))}
      {waiting.length > 0 && (
        <section>
          <h2>{say('link.waiting')}</h2>
          <ol>
            {waiting.map((session) => (
              <Line key={session.id} session={session} items={items} />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function Day({ day, sessions, items }: { day: string; sessions: Of<DraftSession>[]; items: ReadonlyMap<string, DraftContent> }) {
  const { dayMonth } = useDates();
  const { say } = useTimetable();
  const here = sessions.filter(({ content }) => content.starts !== null && isPlaced(content) && dayOf(content.starts) === day).sort((one, other) => (one.content.starts ?? '').localeCompare(other.content.starts ?? ''));
  return (
    <section>
      <h2>{dayMonth(day)}</h2>
      {here.length === 0 ? <p className={classes.soft}>{say('days.sessions', { count: 0 })}</p> : (
        <ol>
          {here.map((session) => (
            <Line key={session.id} session={session} items={items} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ session: { content }, items }: { session: Of<DraftSession>; items: ReadonlyMap<string, DraftContent> }) {
  const { label } = useTimetable();
  const text = useText();
  const stage = content.stage ? items.get(content.stage) : undefined;
  const starts = content.starts ? realStart({ ...content, starts: content.starts }) : null;
  const people = content.people.map(({ speaker }) => items.get(speaker)).flatMap((one) => (one?.kind === 'speaker' ? [text(one.name, label('person.noName'))] : []));
  return (
    <li data-off={content.cancelled || undefined}>
      <span>
        {starts && (
          <>
            <time>{timeOf(starts)}</time>–<time>{timeOf(wallPlus(starts, content.minutes))}</time>
          </>
        )}
      </span>
      <span>
        <b>{Object.values(content.title).some(Boolean) ? <Said words={content.title} /> : label('session.noTitle')}</b>
        <small>
          {[stage?.kind === 'stage' ? text(stage.name) : '', content.cancelled ? label('grid.cancelled') : '', ...people].filter(Boolean).map((one, at) => (
            <Fragment key={at}>
              {at > 0 && ' · '}
              <bdi>{one}</bdi>
            </Fragment>
          ))}
        </small>
      </span>
    </li>
  );
}

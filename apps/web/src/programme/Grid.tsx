import { momentAt, wallAt, type Programme, type Session } from '@siccam/contract';
import { lanes } from '@siccam/timetable';
import { Card } from '@siccam/ui';
import { ownWall } from '../fair';
import { Said, useWords } from '../i18n';
import { endOf, hoursOf, isOver, scaleOf, startOf } from './plan';
import type { ProgrammeParts } from './ProgrammePage';
import { SessionLink } from './SessionLink';
import { Tags } from './Tags';
import { Times } from './Times';
import classes from './Grid.module.css';

/** A day on a grid, one column a stage, for a wide screen. The line of the present runs behind the cards. */
export function Grid({ programme, sessions, now, parts }: { programme: Programme; sessions: Session[]; now: number; parts: ProgrammeParts }) {
  const { say } = useWords();
  const { offset } = programme.fair;
  const scale = scaleOf(sessions);
  const wall = wallAt(now, offset);
  const moment = (at: string) => momentAt(at, offset);
  const [first, last] = [scale.stretches[0]?.from ?? '', scale.stretches.at(-1)?.to ?? ''];
  const columns = columnsOf(programme, sessions);
  const place = (from: string, to: string) => ({ insetBlockStart: scale.at(from), minBlockSize: scale.at(to) - scale.at(from) - 4 });
  return (
    <Card>
      <div className={classes.scroll}>
      <div className={classes.sheet} style={{ '--stages': columns.length }}>
        <div className={classes.head}>
          {columns.map(({ stage }) => (
            <h2 key={stage?.id ?? ''}>
              {stage ? <Said words={stage.name} /> : say('programme.elsewhere')} {stage?.note && <small><Said words={stage.note} quiet /></small>}
            </h2>
          ))}
        </div>
        <div className={classes.grid} style={{ blockSize: scale.height + 12 }}>
          {hoursOf(scale).map((hour) => (
            <div key={hour} className={classes.hour} style={{ insetBlockStart: scale.at(hour) }}>
              <span>
                <time>{hour.slice(11)}</time>
                {ownWall(programme.fair, moment(hour)) !== hour && (
                  <small>
                    <time>{ownWall(programme.fair, moment(hour)).slice(11)}</time>
                  </small>
                )}
              </span>
            </div>
          ))}
          {wall >= first && wall <= last && (
            <div className={classes.now} style={{ insetBlockStart: scale.at(wall) }}>
              <time aria-label={say('programme.now') as string}>{wall.slice(11)}</time>
            </div>
          )}
          {sessions
            .filter(({ kind }) => kind === 'break')
            .map((pause) => (
              <div key={pause.id} className={classes.pause} style={place(pause.starts, pause.ends)}>
                <b>
                  <Said words={pause.title} />
                </b>
                <span>{say('programme.breakNote', { time: pause.ends.slice(11) })}</span>
              </div>
            ))}
          {columns.map(({ stage, talks, beside }, column) => (
            <div key={stage?.id ?? ''} className={classes.column} style={{ '--column': column }}>
              {talks.map((session) => (
                  <article key={session.id} className={classes.session} data-look={lookOf(session, now, offset)} data-short={scale.at(endOf(session)) - scale.at(startOf(session)) < 90 || undefined} style={{ ...place(startOf(session), endOf(session)), ...widthOf(beside.get(session.id)) }}>
                    <p className={classes.times}>
                      <Times session={session} />
                      {parts.mark(session)}
                      <Tags session={session} />
                    </p>
                    <h3>
                      <SessionLink slug={session.slug}>
                        <Said words={session.title} />
                      </SessionLink>
                    </h3>
                    {parts.tick(session)}
                    {parts.listen(session)}
                  </article>
                ))}
            </div>
          ))}
        </div>
      </div>
      </div>
    </Card>
  );
}

type Column = { stage: Programme['stages'][number] | null; talks: Session[]; beside: ReturnType<typeof lanes> };

/** The stages with what is on them, and where something is on none, one more for that. */
function columnsOf({ stages }: Programme, sessions: Session[]): Column[] {
  const column = (stage: Column['stage']): Column => {
    const talks = sessions.filter(({ stageId, kind }) => kind !== 'break' && stageId === (stage?.id ?? null));
    return { stage, talks, beside: lanes(talks.map((session) => ({ id: session.id, from: minute(startOf(session)), to: minute(endOf(session)) }))) };
  };
  return [...stages.map(column), ...[column(null)].filter(({ talks }) => talks.length > 0)];
}

const minute = (wall: string): number => Date.parse(`${wall}Z`) / 60_000;

/** Two at once in one place share its width. */
const widthOf = (place: { lane: number; of: number } | undefined) => (place && place.of > 1 ? { insetInlineStart: `${(100 * place.lane) / place.of}%`, insetInlineEnd: `${(100 * (place.of - 1 - place.lane)) / place.of}%` } : {});

const lookOf = (session: Session, now: number, offset: number): string => {
  if (session.state === 'cancelled') return 'off';
  if (isOver(session, now, offset)) return 'past';
  if (session.state === 'live') return 'on';
  if (session.delay > 0) return 'late';
  return session.kind === 'ceremony' ? 'ceremony' : 'plain';
};

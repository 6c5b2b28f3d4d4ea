import type { ReactNode } from 'react';
import { momentAt, wallAt, type Programme, type Session } from '@siccam/contract';
import { Card } from '@siccam/ui';
import { ownWall } from '../fair';
import { Said, useWords } from '../i18n';
import { endOf, hoursOf, isOver, scaleOf, startOf } from './plan';
import { SessionLink } from './SessionLink';
import { Tags } from './Tags';
import { Times } from './Times';
import classes from './Grid.module.css';

/** A day on a grid, one column a stage, for a wide screen. The line of the present runs behind the cards. */
export function Grid({ programme, sessions, now, listen }: { programme: Programme; sessions: Session[]; now: number; listen: (session: Session) => ReactNode }) {
  const { say } = useWords();
  const { offset } = programme.fair;
  const scale = scaleOf(sessions);
  const wall = wallAt(now, offset);
  const moment = (at: string) => momentAt(at, offset);
  const [first, last] = [scale.stretches[0]?.from ?? '', scale.stretches.at(-1)?.to ?? ''];
  const place = (from: string, to: string) => ({ insetBlockStart: scale.at(from), minBlockSize: scale.at(to) - scale.at(from) - 4 });
  return (
    <Card>
      <div className={classes.sheet} style={{ '--stages': programme.stages.length }}>
        <div className={classes.head}>
          {programme.stages.map((stage) => (
            <h2 key={stage.id}>
              <Said words={stage.name} /> {stage.note && <small><Said words={stage.note} quiet /></small>}
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
          {programme.stages.map((stage, column) => (
            <div key={stage.id} className={classes.column} style={{ '--column': column }}>
              {sessions
                .filter(({ stageId, kind }) => stageId === stage.id && kind !== 'break')
                .map((session) => (
                  <article key={session.id} className={classes.session} data-look={lookOf(session, now, offset)} data-short={scale.at(endOf(session)) - scale.at(startOf(session)) < 90 || undefined} style={place(startOf(session), endOf(session))}>
                    <p className={classes.times}>
                      <Times session={session} />
                      <Tags session={session} />
                    </p>
                    <h3>
                      <SessionLink slug={session.slug}>
                        <Said words={session.title} />
                      </SessionLink>
                    </h3>
                    {listen(session)}
                  </article>
                ))}
            </div>
          ))}
        </div>
      </div>
    </Card>
  );
}

const lookOf = (session: Session, now: number, offset: number): string => {
  if (session.state === 'cancelled') return 'off';
  if (isOver(session, now, offset)) return 'past';
  if (session.state === 'live') return 'on';
  if (session.delay > 0) return 'late';
  return session.kind === 'ceremony' ? 'ceremony' : 'plain';
};

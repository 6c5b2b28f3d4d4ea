import { Fragment } from 'react';
import { momentAt, wallAt, type Programme, type Session } from '@siccam/contract';
import { Said, useWords } from '../i18n';
import { endOf, isOver, startOf } from './plan';
import type { ProgrammeParts } from './ProgrammePage';
import { SessionLink } from './SessionLink';
import { Tags } from './Tags';
import { useOwnTimes } from './Times';
import classes from './Agenda.module.css';

/** A day as a list by time, for a narrow screen. */
export function Agenda({ programme, sessions, now, parts }: { programme: Programme; sessions: Session[]; now: number; parts: ProgrammeParts }) {
  const { say } = useWords();
  const { offset } = programme.fair;
  const stageOf = (session: Session) => programme.stages.find(({ id }) => id === session.stageId);
  // The line stands after the last session that has begun, if the day is today.
  const begun = sessions.filter((session) => momentAt(startOf(session), offset) <= now).length;
  const today = sessions[0]?.starts.slice(0, 10) === wallAt(now, offset).slice(0, 10) && begun > 0;
  return (
    <ol className={classes.agenda}>
      {sessions.map((session, at) => (
        <Fragment key={session.id}>
          {today && at === begun && <NowLine wall={wallAt(now, offset)} />}
          {session.kind === 'break' ? (
            <li className={classes.rest}>
              <Hours session={session} />
              <div>
                <p>
                  <Said words={session.title} />
                </p>
                <p className={classes.small}>{say('programme.breakNote', { time: session.ends.slice(11) })}</p>
              </div>
            </li>
          ) : (
            <li className={`${classes.talk} ${classes[lookOf(session, now, offset)] ?? ''}`}>
              <Hours session={session} />
              <div>
                <h2>
                  <SessionLink slug={session.slug}>
                    <Said words={session.title} />
                  </SessionLink>
                </h2>
                <p className={classes.meta}>
                  {stageOf(session) && (
                    <span className={classes.small}>
                      <Said words={stageOf(session)?.name ?? {}} />
                    </span>
                  )}
                  {parts.mark(session)}
                  <Tags session={session} />
                </p>
                <Own programme={programme} session={session} />
                {parts.note(session)}
                {parts.listen(session)}
              </div>
              {parts.tick(session)}
            </li>
          )}
        </Fragment>
      ))}
      {today && begun === sessions.length && <NowLine wall={wallAt(now, offset)} />}
    </ol>
  );
}

const lookOf = (session: Session, now: number, offset: number): 'past' | 'on' | 'off' | 'plain' => {
  if (session.state === 'cancelled') return 'off';
  if (isOver(session, now, offset)) return 'past';
  return session.state === 'live' ? 'on' : 'plain';
};

function Hours({ session }: { session: Session }) {
  return (
    <div className={classes.hours}>
      {session.delay > 0 && (
        <s>
          <time>{session.starts.slice(11)}</time>
        </s>
      )}
      <time>{startOf(session).slice(11)}</time>
      <small>
        <time>{endOf(session).slice(11)}</time>
      </small>
    </div>
  );
}

/** The hours where the reader is, when they are others. */
function Own({ programme, session }: { programme: Programme; session: Session }) {
  const own = useOwnTimes(programme, session);
  return own && <p className={classes.small}>{own}</p>;
}

function NowLine({ wall }: { wall: string }) {
  const { say } = useWords();
  return (
    <li className={classes.now}>
      <span>
        {say('programme.now')} <time>{wall.slice(11)}</time>
      </span>
    </li>
  );
}

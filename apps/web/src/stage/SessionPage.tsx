import { Suspense, type ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { IconCalendarEvent, IconCalendarOff, IconCheck, IconChevronLeft, IconDoor, IconPlayerPause } from '@tabler/icons-react';
import { goesOnStage, momentAt, wallAt, type Programme, type Session, type StageView } from '@siccam/contract';
import { LiveBadge, Picture, Slate } from '@siccam/ui';
import { fairMoment, ownWall, useFairNow } from '../fair';
import { Said, useDates, useLanguage, useWords } from '../i18n';
import { endOf, startOf, Tags, useOwnTimes } from '../programme';
import { useLostSince } from '../wire';
import { Facts, NextSessions } from './Facts';
import { Room } from './Room';
import classes from './SessionPage.module.css';
import { ShareSession } from './ShareSession';
import { useName } from './StagePicture';
import { useStage } from './useStage';

/** One session: before, at the doors, live, paused, over or cancelled, in the same place on the page. `plan`: what one does with it; `files`: what one may take away of it. */
export function SessionPage({ programme, session, plan, files }: { programme: Programme; session: Session; plan: ReactNode; files: ReactNode }) {
  const { say, label } = useWords();
  const lang = useLanguage();
  const name = useName();
  const stage: StageView = useStage(session) ?? { head: 0, state: session.state, since: session.since, litSince: session.since, onAir: [], lit: null, present: [], listeners: null };
  const { fair } = programme;
  const now = useFairNow(fair);
  const stageName = programme.stages.find(({ id }) => id === session.stageId)?.name;
  const moderator = session.people.find(({ role }) => role === 'moderator');
  const shows = session.state === 'live' || session.state === 'paused';

  const wall = (moment: number) => wallAt(moment, fair.offset).slice(11);
  const own = (moment: number) => ownWall(fair, moment).slice(11);
  const since = fairMoment(fair, session.since);
  const elsewhere = wall(now) !== own(now);

  return (
    <>
      <div className={classes.back} data-ground="dark">
        <Link to="/$lang/programme" params={{ lang }} aria-label={label('shell.back')}>
          <IconChevronLeft className="icon flip" aria-hidden="true" />
        </Link>
        <p>
          {stageName && (
            <>
              <Said words={stageName} /> ·{' '}
            </>
          )}
          <time>{wall(now)}</time>
        </p>
      </div>
      <div className={classes.grid}>
        <div className={classes.left}>
          {shows ? (
            <Room
              session={session}
              stage={stage}
              paused={
                session.state === 'paused' && (
                  <Slate announce icon={<IconPlayerPause aria-hidden="true" />} title={say('session.pausedTitle')}>
                    {say('session.pausedMore')}
                  </Slate>
                )
              }
            />
          ) : (
            <div className={classes.quiet}>
              <Picture label={label('stage.region')}>
                <Before programme={programme} session={session} now={now} />
              </Picture>
            </div>
          )}
          <div className={classes.title}>
            <h1>
              <Said words={session.title} />
            </h1>
            <p className={classes.meta}>
              {session.state === 'live' ? <LiveBadge>{say('programme.live')}</LiveBadge> : <Tags session={session} />}
              {shows && <span>{elsewhere ? say('stage.sinceYours', { time: wall(since), yours: own(since) }) : say('stage.since', { time: wall(since) })}</span>}
              {!shows && <When programme={programme} session={session} />}
              {stageName && <span className={classes.stage}><Said words={stageName} /></span>}
              {/* On a phone the figure on the picture says it: coming late, it would make this line two. */}
              {session.state === 'live' && stage.listeners !== null && <span className={classes.listeners}>{say('now.listeners', { count: stage.listeners })}</span>}
              {moderator && <span>{say('stage.moderator', { name: name(moderator.name) })}</span>}
            </p>
            {/* Its place is kept while it comes. */}
            <div className={classes.plan}>
              <Suspense>{plan}</Suspense>
            </div>
            <ShareSession session={session} />
          </div>
        </div>
        <aside className={classes.side}>
          <Facts session={session} />
          {files && <Suspense>{files}</Suspense>}
          <NextSessions programme={programme} except={[session.slug]} count={2} />
        </aside>
      </div>
    </>
  );
}

function When({ programme, session }: { programme: Programme; session: Session }) {
  const { say } = useWords();
  const { dayMonth } = useDates();
  const [start, end] = [startOf(session), endOf(session)];
  const own = useOwnTimes(programme, session);
  return (
    <>
      <span>
        {say(session.delay > 0 ? 'session.whenLate' : 'session.when', { day: dayMonth(start.slice(0, 10)), was: session.starts.slice(11), start: start.slice(11), end: end.slice(11) })}
      </span>
      {own && ' '}
      {own && <span className={classes.own}>{own}</span>}
    </>
  );
}

/** What stands where the picture will be, or was. */
function Before({ programme, session, now }: { programme: Programme; session: Session; now: number }) {
  const { say } = useWords();
  const lost = useLostSince() !== null;
  const { fair } = programme;
  if (session.state === 'cancelled')
    return (
      <Slate icon={<IconCalendarOff aria-hidden="true" />} title={say('session.cancelledTitle')}>
        {say('session.cancelledMore')}
      </Slate>
    );
  if (session.state === 'ended')
    return (
      <Slate icon={<IconCheck aria-hidden="true" />} title={say('session.overTitle')}>
        {say('session.overMore', { time: wallAt(fairMoment(fair, session.since), fair.offset).slice(11) })}
      </Slate>
    );
  if (session.state === 'doors')
    return (
      <Slate announce icon={<IconDoor aria-hidden="true" />} title={say('session.doorsTitle')}>
        {say('session.doorsMore')}
      </Slate>
    );
  const onStage = goesOnStage(session);
  const [begins, ends] = [momentAt(startOf(session), fair.offset), momentAt(endOf(session), fair.offset)];
  const title = now < begins ? <Countdown to={begins - now} /> : lost ? say('session.notKnown') : onStage ? say('session.notBegun') : say(now < ends ? 'session.elsewhereNow' : 'session.elsewhereOver');
  return (
    <Slate icon={<IconCalendarEvent aria-hidden="true" />} title={title}>
      <span>
        <When programme={programme} session={session} />
        <br />
        {say(onStage ? 'session.notYetMore' : 'session.elsewhereMore')}
      </span>
    </Slate>
  );
}

function Countdown({ to }: { to: number }) {
  const { say } = useWords();
  const minutes = Math.ceil(to / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes <= 0) return say('session.soon');
  if (minutes < 60) return say('session.inMinutes', { minutes });
  if (hours >= 48) return say('session.inDays', { days: Math.floor(hours / 24) });
  return minutes % 60 === 0 ? say('session.inHours', { hours }) : say('session.inHoursMinutes', { hours, minutes: minutes % 60 });
}

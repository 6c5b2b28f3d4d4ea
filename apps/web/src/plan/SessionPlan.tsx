import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { IconCalendarPlus, IconCheck, IconPlus } from '@tabler/icons-react';
import type { Programme, Session } from '@siccam/contract';
import { useLanguage } from '../i18n';
import classes from './Plan.module.css';
import { Clashes } from './PlanNote';
import { Refusal, SeatPart } from './Seat';
import { keep, usePlan } from './usePlan';
import { usePlanWords } from './words';

/** What a visitor does with one session: keeps it in their plan or in their own calendar, takes a seat where they are limited. */
export default function SessionPlan({ programme, session }: { programme: Programme; session: Session }): ReactNode {
  const { say } = usePlanWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const plan = usePlan(programme);
  const mine = plan.sessions.includes(session.id);
  const done = session.state === 'ended' || session.state === 'cancelled';
  const Icon = mine ? IconCheck : IconPlus;
  return (
    <>
      <div className={classes.own}>
        {(mine || !done) && (
          <button type="button" aria-pressed={mine} onClick={() => keep(queries, session.id, !mine)}>
            <Icon className="icon" aria-hidden="true" />
            {say('mine')}
          </button>
        )}
        {/* What was cancelled leaves a calendar the way it came. */}
        {session.state !== 'ended' && (
          <a href={`/api/calendar/${language}/session/${session.slug}.ics`} download>
            <IconCalendarPlus className="icon" aria-hidden="true" />
            {say('calendar.add')}
          </a>
        )}
      </div>
      {plan.refused?.session === session.id && <Refusal error={plan.refused.error} />}
      {session.seats && !done && <SeatPart programme={programme} session={session} plan={plan} told />}
      {mine && <Clashes session={session} planned={programme.sessions.filter(({ id }) => plan.sessions.includes(id))} />}
    </>
  );
}

import type { ReactNode } from 'react';
import type { Session } from '@siccam/contract';
import { Said } from '../i18n';
import classes from './Plan.module.css';
import { clashesOf } from './rules';
import type { MyPlan } from './usePlan';
import { usePlanWords } from './words';

/** The seat one has of a session, and what else of the plan is at the same time. */
export default function PlanNote({ session, plan, planned }: { session: Session; plan: MyPlan; planned: readonly Session[] }): ReactNode {
  const { say } = usePlanWords();
  const seat = plan.seats.find((one) => one.session === session.id);
  return (
    <>
      {session.seats && session.state !== 'cancelled' && (
        <p className={classes.note} data-good={seat?.state === 'seat' || undefined}>
          {!seat ? say('seat.none') : seat.state === 'seat' ? say('seat.mine') : seat.state === 'waiting' ? say('seat.place', { place: seat.place ?? 0 }) : say('seat.offered')}
        </p>
      )}
      <Clashes session={session} planned={planned} />
    </>
  );
}

/** What else of the plan is at the same time, in a sentence. */
export function Clashes({ session, planned }: { session: Session; planned: readonly Session[] }) {
  const { say } = usePlanWords();
  const clashes = clashesOf(session, planned);
  if (clashes.length === 0) return null;
  return (
    <p className={classes.note}>
      {say('clash')}{' '}
      {clashes.map(({ id, title }, at) => (
        <span key={id}>
          {at > 0 && ' · '}
          <Said words={title} />
        </span>
      ))}
    </p>
  );
}

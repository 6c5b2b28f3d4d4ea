import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { acceptSeat, leaveSeat, takeSeat, wallAt, type Plan, type Programme, type Session } from '@siccam/contract';
import { fairMoment } from '../fair';
import { NotDone } from '../people';
import { call, serverNow } from '../wire';
import classes from './Plan.module.css';
import { planIs, type MyPlan } from './usePlan';
import { usePlanWords } from './words';

type Doing = { busy: boolean; error: unknown; act: (work: () => Promise<Plan>) => void };

/** Asks for one thing at a time and writes down the plan that is answered. */
export function useDoing(): Doing {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = (work: () => Promise<Plan>) => {
    setBusy(true);
    setError(null);
    work()
      .then((plan) => planIs(queries, plan), setError)
      .finally(() => setBusy(false));
  };
  return { busy, error, act };
}

/** Why something was not done. */
export const Refusal = ({ error }: { error: unknown }): ReactNode => (error ? <p className={classes.note} role="alert"><NotDone error={error} bare /></p> : null);

/** A seat where they are limited: taken, waited for, offered for a while, given back. `told`: that there are none left stands beside it already. */
export function SeatPart({ programme, session, plan, told }: { programme: Programme; session: Session; plan: MyPlan; told?: true }) {
  const { say } = usePlanWords();
  const { busy, error, act } = useDoing();
  const seat = plan.seats.find((one) => one.session === session.id);
  const left = useMinutesUntil(seat?.until ?? null);
  const question = { session: session.id };
  const full = session.seats !== null && session.seats.taken >= session.seats.capacity;
  return (
    <>
      <p className={classes.note} role="status" data-good={seat?.state === 'seat' || undefined}>
        {!seat && !(told && full) && say(full ? 'seat.full' : 'seat.free', { capacity: session.seats?.capacity ?? 0 })}
        {seat?.state === 'seat' && say('seat.mine')}
        {seat?.state === 'waiting' && say('seat.place', { place: seat.place ?? 0 })}
        {seat?.state === 'offered' && seat.until && say('seat.offeredUntil', { time: wallAt(fairMoment(programme.fair, seat.until), programme.fair.offset).slice(11), minutes: left ?? 0 })}
      </p>
      <div className={classes.seat}>
        {!seat && (
          <Button size="sm" loading={busy} onClick={() => act(() => call(takeSeat, question))}>
            {say(full ? 'seat.wait' : 'seat.take')}
          </Button>
        )}
        {seat?.state === 'offered' && (
          <Button size="sm" variant="filled" loading={busy} onClick={() => act(() => call(acceptSeat, question))}>
            {say('seat.accept')}
          </Button>
        )}
        {seat && (
          <Button size="sm" disabled={busy} onClick={() => act(() => call(leaveSeat, question))}>
            {say(seat.state === 'waiting' ? 'seat.leave' : 'seat.giveBack')}
          </Button>
        )}
      </div>
      <Refusal error={error} />
    </>
  );
}

function useMinutesUntil(moment: string | null): number | null {
  const [, tick] = useState(0);
  useEffect(() => {
    if (moment === null) return;
    const timer = window.setInterval(() => tick((count) => count + 1), 10_000);
    return () => window.clearInterval(timer);
  }, [moment]);
  return moment === null ? null : Math.max(0, Math.ceil((Date.parse(moment) - serverNow()) / 60_000));
}

import { momentAt, type Programme, type Session } from '@siccam/contract';
import { ownWall } from '../fair';
import { useDates, useWords } from '../i18n';
import { endOf, startOf } from './plan';

const clock = (wall: string): string => wall.slice(11);

/** A session's hours on one line; a late start stands beside the planned one, struck through. */
export function Times({ session }: { session: Session }) {
  return (
    <span>
      {session.delay > 0 && (
        <>
          <s>
            <time>{clock(session.starts)}</time>
          </s>{' '}
        </>
      )}
      <time>{clock(startOf(session))}</time> – <time>{clock(endOf(session))}</time>
    </span>
  );
}

/** A session's hours where the reader is, when they are others, as a sentence; `null` where they are the fair's. */
export function useOwnTimes({ fair }: Programme, session: Session) {
  const { say } = useWords();
  const { dayMonth } = useDates();
  const [start, end] = [startOf(session), endOf(session)].map((wall) => ownWall(fair, momentAt(wall, fair.offset))) as [string, string];
  if (start === startOf(session)) return null;
  // East of the fair its evening is tomorrow: an hour alone would bring somebody a day early.
  const otherDay = start.slice(0, 10) !== startOf(session).slice(0, 10);
  return say(otherDay ? 'session.yourTimeDay' : 'session.yourTime', { day: dayMonth(start.slice(0, 10)), start: clock(start), end: clock(end) });
}

import type { Session } from '@siccam/contract';
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

import type { ReactNode } from 'react';
import classes from './ClockPair.module.css';

/** The fair's time, and the reader's own beside it when it is another. */
export function ClockPair({ clocks }: { clocks: { time: string; place: ReactNode }[] }) {
  return (
    <div className={classes.clocks} data-count={clocks.length}>
      {clocks.map((clock, at) => (
        <div key={at}>
          <time>{clock.time}</time> <span>{clock.place}</span>
        </div>
      ))}
    </div>
  );
}

import type { ReactNode } from 'react';
import classes from './SessionRow.module.css';

/** Sessions one under the other on a sheet. */
export function SessionList({ children }: { children: ReactNode }) {
  return <ul className={classes.list}>{children}</ul>;
}

/** One session in a short list: its time, its title, one line below, and at the far end what can be done with it. */
export function SessionRow({ time, title, below, tone = 'soft', action }: { time: ReactNode; title: ReactNode; below?: ReactNode; tone?: 'soft' | 'warn'; action?: ReactNode }) {
  return (
    <li className={classes.row}>
      <span className={classes.time}>{time}</span>
      <div>
        <p className={classes.title}>{title}</p>
        {below && <p className={tone === 'warn' ? classes.warn : classes.soft}>{below}</p>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </li>
  );
}

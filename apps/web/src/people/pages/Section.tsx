import type { ReactNode } from 'react';
import classes from './Account.module.css';

/** One part of my account: a heading and a white sheet. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** One line of a part: what, said smaller, and what to do about it. */
export function Line({ icon, title, more, end }: { icon?: ReactNode; title: ReactNode; more?: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.line}>
      {icon && <span className={classes.sign}>{icon}</span>}
      <div>
        <p className={classes.strong}>{title}</p>
        {more && <p className={classes.soft}>{more}</p>}
      </div>
      {end}
    </div>
  );
}

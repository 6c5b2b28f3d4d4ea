import type { ReactNode } from 'react';
import classes from './Card.module.css';

/** A white sheet with a thin line. */
export function Card({ children, raised, pad }: { children: ReactNode; raised?: boolean; pad?: boolean }) {
  return (
    <div className={classes.card} data-raised={raised || undefined} data-pad={pad || undefined}>
      {children}
    </div>
  );
}

/** A sunken place for a setting or an aside: icon, words, control. */
export function Well({ icon, title, children, control }: { icon: ReactNode; title: ReactNode; children?: ReactNode; control?: ReactNode }) {
  return (
    <div className={classes.well}>
      <span className={classes.icon}>{icon}</span>
      <div>
        <p className={classes.title}>{title}</p>
        <p className={classes.soft}>{children}</p>
      </div>
      {control}
    </div>
  );
}

/** A part of a page with its heading and, at the far end, where to read on. */
export function Block({ title, more, children }: { title: ReactNode; more?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.block}>
      <header>
        <h2>{title}</h2>
        {more}
      </header>
      {children}
    </section>
  );
}

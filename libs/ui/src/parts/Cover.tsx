import type { ReactNode } from 'react';
import classes from './Cover.module.css';

/** The fair's dark ground with its pattern: a band over a phone's page, half of a wide one. */
export function Cover({ children }: { children: ReactNode }) {
  return (
    <section className={classes.cover} data-ground="dark">
      <div>{children}</div>
    </section>
  );
}

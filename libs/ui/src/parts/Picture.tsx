import { Children, type ReactNode } from 'react';
import classes from './Picture.module.css';

/** The dark ground that a picture always stands on, 16:9, with room for a lower third below. */
export function Picture({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <div className={classes.picture} data-ground="dark" data-picture="" role={label ? 'group' : undefined} aria-label={label}>
      {children}
    </div>
  );
}

/** The main tile and those beside it. */
export function Tiles({ children }: { children: ReactNode }) {
  return (
    <div className={classes.tiles} data-count={Math.min(Children.toArray(children).length, 4)}>
      {children}
    </div>
  );
}

/** Badges over the picture's upper start corner. */
export function Over({ children }: { children: ReactNode }) {
  return <div className={classes.over}>{children}</div>;
}

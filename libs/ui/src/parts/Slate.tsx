import type { ReactNode } from 'react';
import classes from './Slate.module.css';

/** What stands in the picture's place when there is none: why, and what comes. */
export function Slate({ icon, title, children, announce }: { icon?: ReactNode; title: ReactNode; children?: ReactNode; announce?: boolean }) {
  return (
    <div className={classes.slate} data-ground="dark">
      <div role={announce ? 'status' : undefined}>
        {icon && <span className={classes.icon}>{icon}</span>}
        <p className={classes.title}>{title}</p>
        {children && <div className={classes.text}>{children}</div>}
      </div>
    </div>
  );
}

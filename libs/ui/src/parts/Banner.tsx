import type { ReactNode } from 'react';
import classes from './Banner.module.css';

/** One amber line about what needs care now. `status` is announced once; `ticking` (seconds) is seen and not announced. */
export function Banner({ icon, status, ticking, children, action }: { icon: ReactNode; status: ReactNode; ticking?: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.banner}>
      <span className={classes.icon}>{icon}</span>
      <div>
        <b role="status">{status}</b> {ticking && <span aria-hidden="true">{ticking}</span>}
        {children && <p className={classes.more}>{children}</p>}
      </div>
      {action}
    </div>
  );
}

import type { ReactNode } from 'react';
import classes from './Banner.module.css';

/** One line over the page: amber for what needs care now, `news` for what the fair tells everyone. `status` is announced once, unless whoever shows it sees to that (`quiet`); `ticking` (seconds) is seen and not announced. */
export function Banner({ icon, status, ticking, children, action, tone = 'care', quiet }: { icon: ReactNode; status: ReactNode; ticking?: ReactNode; children?: ReactNode; action?: ReactNode; tone?: 'care' | 'news'; quiet?: boolean }) {
  return (
    <div className={classes.banner} data-tone={tone}>
      <span className={classes.icon}>{icon}</span>
      <div>
        <b role={quiet ? undefined : 'status'}>{status}</b> {ticking && <span aria-hidden="true">{ticking}</span>}
        {children && <p className={classes.more}>{children}</p>}
      </div>
      {action}
    </div>
  );
}

import type { ReactNode } from 'react';
import classes from './State.module.css';

/** What stands where something will be: one sentence saying why there is nothing yet, and the next step. */
export function Empty({ icon, title, children, action }: { icon?: ReactNode; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      {icon && <span className={classes.icon}>{icon}</span>}
      <p className={classes.title}>{title}</p>
      {children && <p className={classes.text}>{children}</p>}
      {action}
    </div>
  );
}

/**
 * Said beside what it is about: refused (`warn`: what, why, what now), done (`good`), good to know (`info`). `urgent` is for what
 * answers an act of the reader's and is announced at once.
 */
export function Notice({ tone = 'warn', icon, title, children, action, urgent }: { tone?: 'warn' | 'good' | 'info'; icon: ReactNode; title: ReactNode; children?: ReactNode; action?: ReactNode; urgent?: boolean }) {
  return (
    <div className={`${classes.notice} ${classes[tone] ?? ''}`} role={urgent ? 'alert' : 'status'}>
      <span className={classes.sign}>{icon}</span>
      <div>
        <p className={classes.title}>{title}</p>
        {children && <p className={classes.more}>{children}</p>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

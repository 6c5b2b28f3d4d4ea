import type { ReactNode } from 'react';
import classes from './Tag.module.css';

/** A badge: always a word, the tone only helps. */
export function Tag({ tone = 'plain', children }: { tone?: 'plain' | 'line' | 'good' | 'warn' | 'ochre' | 'info' | 'primary' | 'dark'; children: ReactNode }) {
  return (
    <span className={`${classes.tag} ${classes[tone] ?? ''}`}>
      {/* One child: a number inside the words must not become an item of its own. */}
      <span>{children}</span>
    </span>
  );
}

/** The one red badge: what is live. */
export function LiveBadge({ children }: { children: ReactNode }) {
  return (
    <span className={`${classes.tag} ${classes.live}`}>
      <i className={classes.dot} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}

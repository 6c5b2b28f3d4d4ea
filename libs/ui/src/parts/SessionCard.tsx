import type { ReactNode } from 'react';
import { Card } from './Card';
import classes from './SessionCard.module.css';

/** A session shown large: its picture, its title, a few soft lines, and what can be done. Only one card of a page has the page's main action. */
export function SessionCard({ picture, title, tags, lines, actions }: { picture?: ReactNode; title: ReactNode; tags?: ReactNode; lines: ReactNode[]; actions?: ReactNode }) {
  return (
    <Card raised>
      {picture}
      <div className={classes.holder}>
        <div className={classes.body}>
          <div>
            {tags && <p className={classes.tags}>{tags}</p>}
            <h2>{title}</h2>
            {lines.map((line, at) => (
              <p key={at} className={classes.line}>
                {line}
              </p>
            ))}
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </div>
      </div>
    </Card>
  );
}

import type { ReactNode } from 'react';
import { PersonFace } from './PersonTile';
import classes from './PersonLine.module.css';

/** Someone in a list: face, name, title, and marks such as "fictional person" or who was replaced. */
export function PersonLine({ tone, shape, initials, name, title, marks }: { tone: number; shape: 'person' | 'organisation'; initials: string; name: ReactNode; title: ReactNode; marks?: ReactNode }) {
  return (
    <li className={classes.line}>
      <PersonFace tone={tone} shape={shape} initials={initials} size="list" />
      <div>
        <p className={classes.name}>{name}</p>
        <p className={classes.title}>{title}</p>
        {marks && <p className={classes.marks}>{marks}</p>}
      </div>
    </li>
  );
}

import type { ReactNode } from 'react';
import classes from './PersonTile.module.css';

const tones = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** Initials on a quiet ground: a person is round, an organisation is square. `tone` (the place in the list) sets neighbours apart. */
export function PersonFace({ tone, shape, initials, size = 'small' }: { tone: number; shape: 'person' | 'organisation'; initials: string; size?: 'small' | 'main' | 'list' }) {
  return (
    <span className={`${classes.face} ${classes[shape] ?? ''} ${classes[size] ?? ''} ${classes[tones[Math.abs(tone) % tones.length] ?? 'a'] ?? ''}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** One tile of the stage. `picture` covers the initials while there is one; `more` says how many others there are. */
export function PersonTile({ tone, shape, initials, caption, main, speaking, picture, more, moreWide }: {
  tone: number;
  shape: 'person' | 'organisation';
  initials: string;
  caption?: ReactNode;
  main?: boolean;
  speaking?: boolean;
  picture?: ReactNode;
  more?: ReactNode;
  /** The same where three tiles fit. */
  moreWide?: ReactNode;
}) {
  return (
    <div className={classes.tile} data-main={main || undefined} data-speaking={speaking || undefined} data-tile="">
      <PersonFace tone={tone} shape={shape} initials={initials} size={main ? 'main' : 'small'} />
      {caption && <span className={classes.caption}>{caption}</span>}
      {picture}
      {more && <span className={`${classes.more} ${classes.narrow}`}>{more}</span>}
      {moreWide && <span className={`${classes.more} ${classes.broad}`}>{moreWide}</span>}
    </div>
  );
}

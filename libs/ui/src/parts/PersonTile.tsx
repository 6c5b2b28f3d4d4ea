import type { ReactNode } from 'react';
import classes from './PersonTile.module.css';

const tones = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** A quiet ground colour for someone, the same on every page and every day. */
export function toneOf(id: string): (typeof tones)[number] {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return tones[sum % tones.length] ?? 'a';
}

/** Initials on a quiet ground: a person is round, an organisation is square. */
export function PersonFace({ id, shape, initials, size = 'small' }: { id: string; shape: 'person' | 'organisation'; initials: string; size?: 'small' | 'main' | 'list' }) {
  return (
    <span className={`${classes.face} ${classes[shape] ?? ''} ${classes[size] ?? ''} ${classes[toneOf(id)] ?? ''}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** One tile of the stage. `picture` covers the initials while there is one; `more` says how many others there are. */
export function PersonTile({ id, shape, initials, caption, main, speaking, picture, more }: {
  id: string;
  shape: 'person' | 'organisation';
  initials: string;
  caption?: ReactNode;
  main?: boolean;
  speaking?: boolean;
  picture?: ReactNode;
  more?: ReactNode;
}) {
  return (
    <div className={classes.tile} data-main={main || undefined} data-speaking={speaking || undefined} data-tile="">
      <PersonFace id={id} shape={shape} initials={initials} size={main ? 'main' : 'small'} />
      {caption && <span className={classes.caption}>{caption}</span>}
      {picture}
      {more && <span className={classes.more}>{more}</span>}
    </div>
  );
}

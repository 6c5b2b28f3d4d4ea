import type { ReactNode } from 'react';
import classes from './Loading.module.css';

/** Grey bars of the final size while a page's data is on its way; the word comes only if it takes longer than two seconds. */
export function Loading({ word, bars = 4 }: { word: ReactNode; bars?: number }) {
  return (
    <div className={classes.loading}>
      {Array.from({ length: bars }, (_, at) => (
        <i key={at} aria-hidden="true" />
      ))}
      <p role="status">{word}</p>
    </div>
  );
}

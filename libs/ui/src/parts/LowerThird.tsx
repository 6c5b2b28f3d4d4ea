import type { ReactNode } from 'react';
import { Star } from './Star';
import classes from './LowerThird.module.css';

/** Who speaks: name and title under the picture, never on it. */
export function LowerThird({ name, title, mark }: { name: ReactNode; title: ReactNode; mark?: ReactNode }) {
  return (
    <div className={classes.third} data-lower-third="">
      <span className={classes.star}>
        <Star />
      </span>
      <div className={classes.text}>
        <p className={classes.name}>
          {name}
          {mark && <span className={classes.mark}>{mark}</span>}
        </p>
        <p className={classes.title}>{title}</p>
      </div>
    </div>
  );
}

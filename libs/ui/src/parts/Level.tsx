import classes from './Level.module.css';

const heights = [20, 40, 60, 32, 52, 24, 44, 28, 56, 36, 16];

/** Bars that say "sound is playing"; they stand still when it is not, and for readers who asked for less motion. */
export function Level({ playing, small }: { playing: boolean; small?: boolean }) {
  return (
    <span className={classes.level} data-playing={playing || undefined} data-small={small || undefined} aria-hidden="true">
      {heights.slice(0, small ? 7 : heights.length).map((height, at) => (
        <i key={at} style={{ blockSize: `${(height / 60) * 100}%`, animationDelay: `${at * -170}ms` }} />
      ))}
    </span>
  );
}

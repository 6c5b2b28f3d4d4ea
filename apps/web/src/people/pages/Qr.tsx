import { encode } from 'uqr';
import classes from './Enter.module.css';

/** A text as a picture to point a telephone at; dark on white in both schemes, or a camera would not read it. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <span className={classes.qr} role="img" aria-label={label}>
      <svg viewBox={`0 0 ${size} ${size}`} fill="currentColor" shapeRendering="crispEdges" aria-hidden="true">
        <path d={path} />
      </svg>
    </span>
  );
}

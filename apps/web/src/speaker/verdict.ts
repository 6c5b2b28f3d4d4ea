import type { CheckFound } from '@siccam/contract';

/** The parts of a check, in the order in which they are shown. */
export const parts = ['network', 'microphone', 'camera', 'speakers'] as const;
/** See `parts`. */
export type Part = (typeof parts)[number];

/** What a part came to. `is` names its words: what was found and what to do about it. */
export type Verdict = { part: Part; tone: 'good' | 'care' | 'bad' | 'open'; is: string };

/** Brightness below and above which a face is hard to see; mean of 0 to 255. */
export const light = { dark: 60, bright: 205 } as const;
/** Below this a picture at 320 pixels wide has no edge that is sharp. */
export const sharp = 0.01;
/** dB below full scale: nobody speaks; too far away; the room itself is loud. */
export const level = { silent: -55, weak: -38, noise: -42, apart: 10 } as const;
/** The share of samples at the limit from which speech is heard to crackle. */
export const clip = 0.005;
/** kbit/s up or down that one picture and one voice need; less than half carries the voice alone. Milliseconds there and back; share of packets lost. */
export const line = { enough: 900, least: 400, far: 250, lost: 0.03 } as const;

const of = (part: Part, tone: Verdict['tone'], is: string): Verdict => ({ part, tone, is });

/** What was measured of each part, judged by these limits alone. */
export function verdicts({ network, microphone, camera, speakers }: CheckFound): Verdict[] {
  return [networkIs(network), microphoneIs(microphone), cameraIs(camera), speakers === null ? of('speakers', 'open', 'undone') : speakers.heard ? of('speakers', 'good', 'good') : of('speakers', 'bad', 'notHeard')];
}

function networkIs(found: CheckFound['network']): Verdict {
  if (found === null) return of('network', 'open', 'undone');
  if (found.state === 'blocked') return of('network', 'bad', 'blocked');
  const slower = Math.min(found.up, found.down);
  if (slower < line.least) return of('network', 'bad', 'slow');
  if (slower < line.enough) return of('network', 'care', 'slow');
  if (found.loss > line.lost) return of('network', 'care', 'lossy');
  if (found.rtt > line.far) return of('network', 'care', 'far');
  return found.protocol === 'udp' ? of('network', 'good', 'good') : of('network', 'care', 'tcp');
}

function microphoneIs(found: CheckFound['microphone']): Verdict {
  if (found === null) return of('microphone', 'open', 'undone');
  if (found.state === 'unusable') return of('microphone', 'bad', found.why);
  if (found.speech < level.silent) return of('microphone', 'bad', 'silent');
  if (found.heard === false) return of('microphone', 'bad', 'notHeard');
  if (found.clipped > clip) return of('microphone', 'care', 'clipped');
  if (found.speech < level.weak) return of('microphone', 'care', 'weak');
  if (found.quiet > level.noise && found.speech - found.quiet < level.apart) return of('microphone', 'care', 'noisy');
  return found.heard === null ? of('microphone', 'open', 'listen') : of('microphone', 'good', 'good');
}

function cameraIs(found: CheckFound['camera']): Verdict {
  if (found === null) return of('camera', 'open', 'undone');
  if (found.state === 'unusable') return of('camera', 'bad', found.why);
  if (found.light < light.dark) return of('camera', 'care', 'dark');
  if (found.light > light.bright) return of('camera', 'care', 'bright');
  if (found.sharpness < sharp) return of('camera', 'care', 'blurred');
  if (Math.min(found.width, found.height) < 360) return of('camera', 'care', 'small');
  return of('camera', 'good', 'good');
}

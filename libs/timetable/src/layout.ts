/** Something that lasts, in minutes of one day or since 1970. */
export type Block = { id: string; from: number; to: number };

/** Where blocks of one column stand when some overlap: side by side, each in its lane out of `of`. */
export function lanes(_blocks: readonly Block[]): Map<string, { lane: number; of: number }> {
  return new Map();
}

/** Minutes as pixels and back, from the minute at the top. `minute` is on the grid. */
export type Scale = { from: number; to: number; height: number; pixel: (minute: number) => number; minute: (pixel: number) => number };

/** A scale from one minute of a day to another, so many pixels a minute. */
export function scaleOf(_from: number, _to: number, _pixels: number): Scale {
  return { from: 0, to: 0, height: 0, pixel: () => 0, minute: () => 0 };
}

/** The hours that a day's grid shows (minutes since midnight): whole hours around all its blocks, and never less than the usual day. */
export function hoursOf(_blocks: readonly { from: number; to: number }[]): { from: number; to: number } {
  return { from: 0, to: 0 };
}

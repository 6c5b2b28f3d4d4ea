/** Something that lasts, in minutes of one day. */
export type Block = { id: string; from: number; to: number };

/** Where blocks of one column stand when some overlap: side by side, each in its lane out of `of`. */
export function lanes(blocks: readonly Block[]): Map<string, { lane: number; of: number }> {
  const places = new Map<string, { lane: number; of: number }>();
  let cluster: { id: string; lane: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const { id, lane } of cluster) places.set(id, { lane, of: ends.length });
    cluster = [];
    ends = [];
  };
  for (const { id, from, to } of blocks.toSorted((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1))) {
    if (ends.every((end) => end <= from)) close();
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    cluster.push({ id, lane });
  }
  close();
  return places;
}

const usual = { from: 8 * 60, to: 18 * 60 };

/** The hours that a day's grid shows (minutes since midnight): whole hours around all its blocks, and never less than the usual day. */
export function hoursOf(blocks: readonly { from: number; to: number }[]): { from: number; to: number } {
  const from = Math.min(usual.from, ...blocks.map((block) => Math.floor(block.from / 60) * 60));
  const to = Math.max(usual.to, ...blocks.map((block) => Math.ceil(block.to / 60) * 60));
  return { from, to };
}

/** Milliseconds to wait before a try: half a second at first, up to three, never the same for all browsers. */
export const pauseBefore = (attempt: number, random: () => number = Math.random): number => {
  const longest = Math.min(500 * 2 ** (attempt - 1), 3000);
  return Math.max(500, longest * (0.5 + random() / 2));
};

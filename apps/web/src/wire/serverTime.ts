// A visitor's clock may be off by a day. What the server's clock can be, as an interval that each answer narrows (milliseconds to add to ours).
let low = -Infinity;
let high = Infinity;

/** Learns the server's time from an answer asked for at `asked` and received at `received` (milliseconds of this machine's clock). */
export function noteServerTime(headers: Headers, asked: number, received: number): void {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const said = date + Number(headers.get('age') ?? 0) * 1000;
  // The header has whole seconds; the answer was written somewhere between question and receipt.
  const least = said - received;
  const most = said + 1000 - asked;
  const narrowed: [number, number] = [Math.max(low, least), Math.min(high, most)];
  // No common ground: one of the two clocks was set meanwhile. The newest answer counts.
  [low, high] = narrowed[0] <= narrowed[1] ? narrowed : [least, most];
}

/** The server's clock now (milliseconds since 1970); our own as long as nothing says it is wrong. */
export function serverNow(): number {
  const offset = low <= 0 && high >= 0 ? 0 : (low + high) / 2;
  return Date.now() + (Number.isFinite(offset) ? offset : 0);
}

/** Forgets what was learnt. */
export function forgetServerTime(): void {
  low = -Infinity;
  high = Infinity;
}

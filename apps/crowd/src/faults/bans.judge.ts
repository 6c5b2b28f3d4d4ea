/**
 * Judges whether bans took hold: what a banned person's program still got, and when. It knows nothing of the server; it only compares
 * moments.
 */

/** One ban: from when on it counted (when its door answered), and whether the victim's program was away at that moment. */
export type Banned = { victim: string; at: number; away: boolean };

/** Something a program got. `message`: anything a socket was told, or a topic entered. `door`: an answer of a door that is closed to the banned. `media`: sound that is no silence. */
export type Got = { victim: string; at: number; what: 'message' | 'door' | 'media' };

/** How long what was under way may still arrive. Milliseconds. */
export const limits: Readonly<Record<Got['what'], number>> = { message: 2000, door: 2000, media: 10_000 };

/**
 * LiveKit tells of someone who comes in with a ticket of before only once they can hear, and takes them out at our word some milliseconds
 * later. So many frames of sound within a second are told apart: a glimpse is no listening, and it is counted, never hidden.
 */
export const glimpse = 12;
const aSecond = 1000;

/** What was wrong, in numbers; and what shows that there was something to end: victims who got nothing before their ban prove nothing. */
export type BanVerdict = { late: Record<Got['what'], number>; slowest: Record<Got['what'], number>; proofs: Record<Got['what'], number>; deaf: number; glimpses: number; examples: string[] };

/** Judges a history. Everyone must have got something before their ban. */
export function judgeBans(banned: readonly Banned[], got: readonly Got[]): BanVerdict {
  const none = () => ({ message: 0, door: 0, media: 0 });
  const verdict: BanVerdict = { late: none(), slowest: none(), proofs: none(), deaf: 0, glimpses: 0, examples: [] };
  const bans = new Map(banned.map((one) => [one.victim, one]));
  const heard = new Map<string, Set<Got['what']>>();
  const sounds = new Map<string, number[]>();
  for (const { victim, at, what } of got) {
    const ban = bans.get(victim);
    if (!ban) continue;
    const after = at - ban.at;
    if (after <= 0) {
      heard.set(victim, (heard.get(victim) ?? new Set()).add(what));
      continue;
    }
    verdict.slowest[what] = Math.max(verdict.slowest[what], after);
    if (after <= limits[what]) continue;
    if (what === 'media') {
      sounds.set(victim, [...(sounds.get(victim) ?? []), at]);
      continue;
    }
    verdict.late[what] += 1;
    if (verdict.examples.length < 10) verdict.examples.push(`${victim} got ${what} ${Math.round(after)} ms after the ban${ban.away ? ', having been away' : ''}`);
  }
  for (const [victim, times] of sounds) {
    for (const run of inRuns(times)) {
      if (run.length <= glimpse) verdict.glimpses += 1;
      else {
        verdict.late.media += run.length;
        verdict.examples.push(`${victim} heard ${run.length} frames ${Math.round((run[0] ?? 0) - (bans.get(victim)?.at ?? 0))} ms after the ban`);
      }
    }
  }
  for (const { victim } of banned) {
    const all = heard.get(victim) ?? new Set();
    if (!all.has('message')) verdict.deaf += 1;
    for (const what of all) verdict.proofs[what] += 1;
  }
  return verdict;
}

/** Sound without a second's pause in it. */
function inRuns(times: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const at of [...times].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && at - (last.at(-1) ?? 0) < aSecond) last.push(at);
    else runs.push([at]);
  }
  return runs;
}

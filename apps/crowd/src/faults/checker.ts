/**
 * Judges a fault run from outside: what writers were told and what clients applied, against the rows of the database at the end.
 * It knows nothing of the server or of how a topic is followed; it only compares histories.
 */

/** A fact as a row of the database, or as a client applied it. */
export type Told = { number: number; name: string; body: unknown };

/** A topic at the end: the number in its counter, and its rows in order. */
export type TopicRows = { head: number; facts: Told[] };

/** One thing a client went through in a topic: it began after fact number `head`, or applied a fact. */
export type Heard = { kind: 'began'; head: number } | ({ kind: 'fact' } & Told);

/** All that one client went through in one topic, in order, and what its screen showed at the end. */
export type ClientHistory = { client: string; topic: string; heard: Heard[]; screen: unknown };

/**
 * One attempt to write. `effect` names what it would change: all attempts of one wish share it. `ok` was acknowledged with `fact`;
 * `fail` was refused, so nothing of it may be there; `unknown` got no answer: it may be there or not, but never twice.
 */
export type Attempt = { writer: string; topic: string; effect: string; at: number; outcome: 'ok' | 'fail' | 'unknown'; fact?: unknown };

/** Everything that is needed to judge a run. */
export type History = {
  topics: Record<string, TopicRows>;
  clients: ClientHistory[];
  attempts: Attempt[];
  /** Name of the facts that writers leave; others come from the server itself. */
  written: string;
  /** The effect that a writer's fact shows against the fact before it, or null when it changed nothing. */
  effectOf: (before: unknown, after: unknown) => string | null;
  /** What every screen of a topic must show at the end. */
  screens: Record<string, unknown>;
};

/** How many of each kind of wrong there are, and the first examples in words. Right is: all zero. */
export type Verdict = {
  /** Facts of the database that a client never applied, at the end too. */
  holes: number;
  /** Facts applied again. */
  doubles: number;
  /** Facts applied after a later one. */
  inversions: number;
  /** Facts applied with another content than the row of that number, or without a row. */
  foreign: number;
  /** Clients that began anew although the database never went back. */
  restarts: number;
  /** Screens that show something else than the database. */
  screens: number;
  /** Numbers missing or doubled in the database itself, or a counter that differs from the rows. */
  rows: number;
  /** Acknowledged writes that are not in the database. */
  ackedLost: number;
  /** Facts in the database that no attempt explains: a refused or twice executed write. */
  unexplained: number;
  examples: string[];
};

/** The same text for values that are equal, whatever the order of their keys. */
function sameness(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = samenesses.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value) ? `[${value.map(sameness).join()}]` : `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => `${key}:${sameness(part)}`).join()}}`;
  samenesses.set(value, text);
  return text;
}
// Fifty clients may hold one and the same body a hundred thousand times.
const samenesses = new WeakMap<object, string>();
const contentOf = ({ name, body }: Told): string => `${name} ${sameness(body)}`;

/** Judges a history. */
export function judge(history: History): Verdict {
  const verdict: Verdict = { holes: 0, doubles: 0, inversions: 0, foreign: 0, restarts: 0, screens: 0, rows: 0, ackedLost: 0, unexplained: 0, examples: [] };
  const wrong = (kind: Exclude<keyof Verdict, 'examples'>, words: string, count = 1) => {
    if (count <= 0) return;
    verdict[kind] += count;
    if (verdict.examples.length < 20) verdict.examples.push(`${kind}: ${words}`);
  };
  for (const [topic, rows] of Object.entries(history.topics)) {
    judgeRows(topic, rows, wrong);
    judgeWrites(topic, rows, history, wrong);
  }
  for (const client of history.clients) {
    const rows = history.topics[client.topic];
    if (!rows) {
      wrong('foreign', `${client.client} heard of ${client.topic}, which is no topic`);
      continue;
    }
    judgeClient(client, rows, wrong);
    if (sameness(client.screen) !== sameness(history.screens[client.topic])) {
      wrong('screens', `${client.client} in ${client.topic} shows ${sameness(client.screen)}, not ${sameness(history.screens[client.topic])}`);
    }
  }
  return verdict;
}

type Wrong = (kind: Exclude<keyof Verdict, 'examples'>, words: string, count?: number) => void;

function judgeRows(topic: string, { head, facts }: TopicRows, wrong: Wrong): void {
  facts.forEach(({ number }, place) => {
    if (number !== place + 1) wrong('rows', `row ${place + 1} of ${topic} has number ${number}`);
  });
  if (head !== facts.length) wrong('rows', `${topic} counts ${head} facts and has ${facts.length}`);
}

function judgeClient({ client, topic, heard }: ClientHistory, { facts }: TopicRows, wrong: Wrong): void {
  const who = `${client} in ${topic}`;
  const content = new Map(facts.map((fact) => [fact.number, contentOf(fact)]));
  const applied = new Set<number>();
  let began: number | undefined;
  let last = 0;
  for (const one of heard) {
    if (one.kind === 'began') {
      if (began !== undefined) wrong('restarts', `${who} began anew at ${one.head}, having come to ${last}`);
      began = Math.min(began ?? one.head, one.head);
      last = Math.max(last, one.head);
      continue;
    }
    const { number } = one;
    if (began === undefined || number <= began) wrong('doubles', `${who} applied ${number}, which was there when it began`);
    else if (applied.has(number)) wrong('doubles', `${who} applied ${number} again`);
    else if (number < last) wrong('inversions', `${who} applied ${number} after ${last}`);
    applied.add(number);
    if (content.get(number) !== contentOf(one)) wrong('foreign', `${who} applied ${contentOf(one)} as ${number}, which is ${content.get(number) ?? 'nothing'}`);
    last = Math.max(last, number);
  }
  if (began === undefined) return wrong('holes', `${who} never began`, facts.length);
  const from = began;
  const missing = facts.filter(({ number }) => number > from && !applied.has(number));
  wrong('holes', `${who} began at ${from} and never applied ${missing[0]?.number}`, missing.length);
}

/** Acknowledged writes must be there, each with a row of its own; what is there beyond them must be an attempt without an answer. */
function judgeWrites(topic: string, { facts }: TopicRows, { attempts, written, effectOf }: History, wrong: Wrong): void {
  const mine = attempts.filter((attempt) => attempt.topic === topic);
  const rows = facts.filter(({ name }) => name === written);
  const there = counted(rows.map(({ body }) => sameness(body)));
  for (const { writer, effect, fact } of mine.filter(({ outcome }) => outcome === 'ok')) {
    const left = there.get(sameness(fact)) ?? 0;
    if (left === 0) wrong('ackedLost', `${writer} was told that ${effect} happened; no row of ${topic} says ${sameness(fact)}`);
    there.set(sameness(fact), left - 1);
  }
  const acked = mine.filter(({ outcome }) => outcome === 'ok').length;
  const unknown = mine.filter(({ outcome }) => outcome === 'unknown').length;
  wrong('unexplained', `${topic} has ${rows.length} written facts; ${acked} were acknowledged and ${unknown} are unknown`, rows.length - acked - unknown);

  // Each wish changes its thing once, however many attempts it took.
  const happened = counted(rows.flatMap(({ body }, place) => effectOf(rows[place - 1]?.body ?? null, body) ?? []));
  const wished = new Map<string, { acked: boolean; open: boolean }>();
  for (const { effect, outcome } of mine) {
    const so = wished.get(effect) ?? { acked: false, open: false };
    wished.set(effect, { acked: so.acked || outcome === 'ok', open: so.open || outcome === 'unknown' });
  }
  const wishes = new Map<string, { atLeast: number; atMost: number }>();
  for (const [effect, { acked: sure, open }] of wished) {
    const kind = kindOf(effect);
    const so = wishes.get(kind) ?? { atLeast: 0, atMost: 0 };
    wishes.set(kind, { atLeast: so.atLeast + (sure ? 1 : 0), atMost: so.atMost + (sure || open ? 1 : 0) });
  }
  for (const kind of new Set([...happened.keys(), ...wishes.keys()])) {
    const count = happened.get(kind) ?? 0;
    const { atLeast, atMost } = wishes.get(kind) ?? { atLeast: 0, atMost: 0 };
    wrong('ackedLost', `${kind} happened ${count} times in ${topic}, and ${atLeast} were acknowledged`, atLeast - count);
    wrong('unexplained', `${kind} happened ${count} times in ${topic}, and at most ${atMost} were wished`, count - atMost);
  }
}

/** What an effect does, without its turn: `ali on #3` is one of `ali on`. */
const kindOf = (effect: string): string => effect.replace(/ #\d+$/, '');

function counted(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** True when nothing at all is wrong. */
export const isRight = ({ examples }: Verdict): boolean => examples.length === 0;

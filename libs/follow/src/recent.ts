import type { Fact } from '@siccam/contract';

/** The latest facts of a topic, kept for what is read meanwhile: an answer that is older than they are is brought up to them. */
export type Recent = {
  /** The topic begins anew: what was kept belongs to another life of it. */
  begin(): void;
  keep(fact: Fact, number: number): void;
  /** Applies to a value, read when the topic stood at `head`, what has come since; throws `Overtaken` when some of that is not kept any more. */
  bringUp<Value>(value: Value, head: number, apply: (value: Value, fact: Fact) => Value): Value;
};

/** An answer was on its way for so long that not all facts since are known any more: it must be read again. */
export class Overtaken extends Error {}

// Twenty seconds of the liveliest topic; a page that stays open all day grows no further.
const kept = 1000;

/** Keeps the latest facts of one topic. */
export function recentFacts(): Recent {
  let facts: { fact: Fact; number: number }[] = [];
  let gone = 0;
  return {
    begin() {
      facts = [];
      gone = 0;
    },
    keep(fact, number) {
      facts.push({ fact, number });
      if (facts.length > kept) gone = facts.shift()?.number ?? gone;
    },
    bringUp(value, head, apply) {
      if (head < gone) throw new Overtaken(`facts ${head + 1} to ${gone} are not kept any more`);
      return facts.filter(({ number }) => number > head).reduce((so, { fact }) => apply(so, fact), value);
    },
  };
}

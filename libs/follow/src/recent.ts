import type { Fact } from '@siccam/contract';

/** The latest facts of a topic, kept for what is read meanwhile: an answer that is older than they are is brought up to them. */
export type Recent = {
  /** The topic begins anew: what was kept belongs to another life of it. */
  begin(): void;
  keep(fact: Fact, number: number): void;
  /** Applies to a value, read when the topic stood at `head`, what has come since. */
  bringUp<Value>(value: Value, head: number, apply: (value: Value, fact: Fact) => Value): Value;
};

// No question stays open for as long as this many facts take.
const kept = 2000;

/** Keeps the latest facts of one topic. */
export function recentFacts(): Recent {
  let facts: { fact: Fact; number: number }[] = [];
  return {
    begin() {
      facts = [];
    },
    keep(fact, number) {
      facts.push({ fact, number });
      if (facts.length > 2 * kept) facts = facts.slice(-kept);
    },
    bringUp: (value, head, apply) => facts.filter(({ number }) => number > head).reduce((so, { fact }) => apply(so, fact), value),
  };
}

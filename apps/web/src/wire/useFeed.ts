import { useEffect, useEffectEvent } from 'react';
import { told, type Fact, type StagePulse } from '@siccam/contract';
import { followTopic, recentFacts, type Recent } from '@siccam/follow';
import { theSocket } from './socket';

type Followed = { recent: Recent; heard: Set<Hears>; line?: ReturnType<typeof followTopic>; leaving?: number };
type Hears = { begin: () => void; fact: (fact: Fact) => void };

/** The topics this page follows, each once however many parts of the page listen. */
const followed = new Map<string, Followed>();

function enter(topic: string): Followed {
  const known = followed.get(topic);
  if (known) return known;
  const one: Followed = { recent: recentFacts(), heard: new Set() };
  followed.set(topic, one);
  void theSocket().then((wire) => {
    if (followed.get(topic) !== one) return;
    one.line = followTopic(wire, topic, {
      begin: () => {
        one.recent.begin();
        one.heard.forEach(({ begin }) => begin());
      },
      fact: (fact, number) => {
        one.recent.keep(fact, number);
        one.heard.forEach((hears) => hears.fact(fact));
      },
    });
  });
  return one;
}

function leave(topic: string, one: Followed): void {
  // A moment later, for the next page may follow the same topic at once.
  one.leaving = window.setTimeout(() => {
    if (one.heard.size > 0) return;
    followed.delete(topic);
    one.line?.leave();
  }, 500);
}

/**
 * Follows a topic: each fact once and in order, through cold start, lost frames, reconnects and restarts of the server by one path.
 * `begin` is told when the topic was entered for the first time (or anew): what was read before may be old, read it again.
 */
export function useFeed(topic: string | null, on: { fact: (fact: Fact) => void; begin: () => void; pulse?: (pulse: StagePulse) => void }): void {
  const fact = useEffectEvent(on.fact);
  const begin = useEffectEvent(on.begin);
  const pulse = useEffectEvent((figures: StagePulse) => on.pulse?.(figures));

  useEffect(() => {
    if (!topic) return;
    const one = enter(topic);
    window.clearTimeout(one.leaving);
    const hears: Hears = { begin: () => begin(), fact: (heard) => fact(heard) };
    one.heard.add(hears);
    // Whoever comes later than the first may have read something older than the facts that the first has heard.
    if (one.line) begin();
    let gone = false;
    const onPulse = (figures: StagePulse) => {
      if (topic === `session:${figures.session}`) pulse(figures);
    };
    void theSocket().then((wire) => gone || wire.on(told.pulse, onPulse));
    return () => {
      gone = true;
      void theSocket().then((wire) => wire.off(told.pulse, onPulse));
      one.heard.delete(hears);
      if (one.heard.size === 0) leave(topic, one);
    };
  }, [topic]);
}

/** Brings a value that was read when a topic stood at `head` up to the facts heard meanwhile: an answer never takes back what the feed has told. */
export const bringUp = <Value>(topic: string, value: Value, head: number, apply: (value: Value, fact: Fact) => Value): Value => followed.get(topic)?.recent.bringUp(value, head, apply) ?? value;

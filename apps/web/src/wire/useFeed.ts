import { useEffect, useEffectEvent } from 'react';
import { told, type Fact, type StagePulse } from '@siccam/contract';
import { followTopic, recentFacts, type Recent } from '@siccam/follow';
import { theSocket } from './socket';

/** `begun`: the number of the last fact when the topic was entered, null before. */
type Followed = { recent: Recent; heard: Set<Hears>; begun: number | null; line?: ReturnType<typeof followTopic>; leaving?: number };
type Hears = { begin: (head: number) => void; fact: (fact: Fact, number: number) => void };

/** The topics this page follows, each once however many parts of the page listen. */
const followed = new Map<string, Followed>();

function enter(topic: string): Followed {
  const known = followed.get(topic);
  if (known) return known;
  const one: Followed = { recent: recentFacts(), heard: new Set(), begun: null };
  followed.set(topic, one);
  void theSocket().then((wire) => {
    if (followed.get(topic) !== one) return;
    one.line = followTopic(wire, topic, {
      begin: (head) => {
        one.begun = head;
        one.recent.begin();
        one.heard.forEach(({ begin }) => begin(head));
      },
      fact: (fact, number) => {
        one.recent.keep(fact, number);
        one.heard.forEach((hears) => hears.fact(fact, number));
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
 * `begin` is told when the topic was entered for the first time (or anew): what was read before may be old, read it again. What is read must not be older than fact number `head`.
 */
export function useFeed(topic: string | null, on: { fact: (fact: Fact, number: number) => void; begin: (head: number) => void; pulse?: (pulse: StagePulse) => void }): void {
  const fact = useEffectEvent(on.fact);
  const begin = useEffectEvent(on.begin);
  const pulse = useEffectEvent((figures: StagePulse) => on.pulse?.(figures));

  useEffect(() => {
    if (!topic) return;
    const one = enter(topic);
    window.clearTimeout(one.leaving);
    const hears: Hears = { begin: (head) => begin(head), fact: (heard, number) => fact(heard, number) };
    one.heard.add(hears);
    // Whoever comes later than the first may have read something older than the facts that the first has heard.
    if (one.begun !== null) begin(one.begun);
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

/** Brings a value that was read when a topic stood at `head` up to the facts heard meanwhile: an answer never takes back what the feed has told. Throws where it came too late for that: it must be read again. */
export const bringUp = <Value>(topic: string, value: Value, head: number, apply: (value: Value, fact: Fact) => Value): Value => followed.get(topic)?.recent.bringUp(value, head, apply) ?? value;

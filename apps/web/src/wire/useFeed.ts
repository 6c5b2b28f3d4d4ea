import { useEffect, useEffectEvent } from 'react';
import type { Socket } from 'socket.io-client';
import { enterTopic, leaveTopic, syncTopic, told, type Fact, type Frame, type StagePulse } from '@siccam/contract';
import { Refused } from './call';
import { ask, theSocket } from './socket';
import { follow, nowhere, type Heard, type Place } from './topic';

const leaving = new Map<string, number>();

/**
 * Follows a topic: each fact once and in order, through cold start, lost frames, reconnects and restarts of the server by one path.
 * `begin` is told when the topic was entered for the first time (or anew): what was read before may be old, read it again.
 */
export function useFeed(topic: string | null, on: { fact: (fact: Fact) => void; begin: () => void; pulse?: (pulse: StagePulse) => void }): void {
  const heardFact = useEffectEvent(on.fact);
  const begin = useEffectEvent(on.begin);
  const pulse = useEffectEvent((told: StagePulse) => on.pulse?.(told));

  useEffect(() => {
    if (!topic) return;
    let place: Place = nowhere;
    let syncing = false;
    let gone = false;
    let wire: Socket | undefined;
    let later: number | undefined;

    const hear = (heard: Heard) => {
      if (gone) return;
      const first = place.at === null && heard.kind === 'entered';
      const step = follow(place, heard);
      place = step.place;
      if (first || step.restart) begin();
      for (const fact of step.apply) heardFact(fact);
      if (step.sync) void sync();
    };
    const sync = async () => {
      if (syncing || place.at === null) return;
      syncing = true;
      try {
        // Asked until nothing is missing: a page holds at most 500 facts.
        for (let more = true; more && !gone; ) {
          const after: number = place.at ?? 0;
          const answer = await ask(syncTopic, { topic, after });
          const step = follow(place, { kind: 'synced', from: answer.from, facts: answer.facts as Fact[], head: answer.head });
          if (gone) return;
          place = step.place;
          if (step.restart) begin();
          for (const fact of step.apply) heardFact(fact);
          more = step.sync && (place.at ?? 0) > after;
        }
      } catch {
        // The next head or the next connection asks again.
      } finally {
        syncing = false;
      }
    };
    const enter = async () => {
      try {
        const { head } = await ask(enterTopic, { topic });
        hear({ kind: 'entered', head });
      } catch (no) {
        // Without an answer the socket reconnects and enters again; a topic that does not exist has nothing to tell.
        if (!(no instanceof Refused) || no.retryAfter === undefined || gone) return;
        window.clearTimeout(later);
        later = window.setTimeout(() => wire?.connected && void enter(), (no.retryAfter + Math.random()) * 1000);
      }
    };
    const onFrame = (frame: Frame) => frame.topic === topic && hear({ kind: 'frame', frame });
    const onHeads = (heads: Record<string, number>) => {
      const head = heads[topic];
      if (head !== undefined) hear({ kind: 'head', head });
    };
    const onPulse = (figures: StagePulse) => !gone && topic === `session:${figures.session}` && pulse(figures);

    window.clearTimeout(leaving.get(topic));
    leaving.delete(topic);
    void theSocket().then((opened) => {
      if (gone) return;
      wire = opened;
      wire.on('connect', enter).on(told.frame, onFrame).on(told.heads, onHeads).on(told.pulse, onPulse);
      if (wire.connected) void enter();
    });
    return () => {
      gone = true;
      window.clearTimeout(later);
      wire?.off('connect', enter).off(told.frame, onFrame).off(told.heads, onHeads).off(told.pulse, onPulse);
      // A moment later, for another page may enter the same topic at once.
      leaving.set(topic, window.setTimeout(() => wire?.connected && void ask(leaveTopic, { topic }).catch(() => undefined), 500));
    };
  }, [topic]);
}

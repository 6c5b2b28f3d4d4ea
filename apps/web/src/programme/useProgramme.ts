import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { readProgramme, type Fact, type Programme } from '@siccam/contract';
import { bringUp, call, useFeed } from '../wire';
import { keepProgramme } from './known';
import { TooEarly } from './releases';

const key = ['programme'];
const spreadMs = 3000;
/** The fact that the programme must hold. Its bytes are made a moment after a fact was told, and whoever asks in between gets those before. */
let due = 0;

/** The fair's programme, as last read and brought up to what the feed has told since. */
export function useProgramme() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const read = await call(readProgramme, {}, { signal, fresh: true });
      if (read.head < due) throw new TooEarly();
      void keepProgramme(read);
      return bringUp(`fair:${read.fair.id}`, read, read.head, heard);
    },
    staleTime: Infinity,
    retry: true,
    // A server that is only making its bytes has them soon; one that does not answer is left alone for longer and longer.
    retryDelay: (attempt, error) => (error instanceof TooEarly ? 1000 : Math.min(1000 * 2 ** attempt, 8000)) * (0.5 + Math.random() / 2),
  });
}

/** Writes what the fair's topic tells into the programme, without asking for it again. */
export function heard(programme: Programme, fact: Fact): Programme {
  if (fact.name === 'session.moved') {
    const { session, state, since } = fact.body;
    return { ...programme, sessions: programme.sessions.map((one) => (one.id === session ? { ...one, state, since } : one)) };
  }
  if (fact.name === 'announcement.made') return { ...programme, announcements: [...programme.announcements.filter(({ id }) => id !== fact.body.id), fact.body] };
  if (fact.name === 'announcement.withdrawn') return { ...programme, announcements: programme.announcements.filter(({ id }) => id !== fact.body.id) };
  return programme;
}

let again: number | undefined;
/**
 * Reads the programme again within three seconds: thousands hear of a change at the same moment and must not ask at the same moment. A
 * further change meanwhile comes with the same reading: put off by each, it could be put off for ever.
 */
export function readAgain(queries: QueryClient): void {
  again ??= window.setTimeout(() => {
    again = undefined;
    void queries.invalidateQueries({ queryKey: key });
  }, Math.random() * spreadMs);
}

/** Keeps the programme on screen true while the page is open. */
export function useProgrammeFeed(fairId: string | undefined): void {
  const queries = useQueryClient();
  useFeed(fairId ? `fair:${fairId}` : null, {
    begin: (head) => {
      due = head;
      void queries.invalidateQueries({ queryKey: key });
    },
    fact: (fact, number) => {
      queries.setQueryData<Programme>(key, (shown) => shown && heard(shown, fact));
      if (fact.name === 'programme.changed') due = number;
      if (fact.name === 'programme.changed' && fact.body.version > (queries.getQueryData<Programme>(key)?.version ?? 0)) readAgain(queries);
    },
  });
}

import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { readProgramme, type FactBody, type Programme } from '@siccam/contract';
import { call, useFeed } from '../wire';

const key = ['programme'];
const spreadMs = 3000;

/** The fair's programme, as last read. */
export function useProgramme() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readProgramme, {}, { signal, fresh: true }),
    staleTime: Infinity,
    retry: true,
    retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000) * (0.5 + Math.random() / 2),
  });
}

/** Writes a decided state into the programme on screen, without asking for it again. */
export function moved(programme: Programme | undefined, { session, state, since }: FactBody<'session.moved'>): Programme | undefined {
  return programme && { ...programme, sessions: programme.sessions.map((one) => (one.id === session ? { ...one, state, since } : one)) };
}

let again: number | undefined;
/** Reads the programme again within three seconds: thousands hear of a change at the same moment and must not ask at the same moment. */
function readAgain(queries: QueryClient): void {
  window.clearTimeout(again);
  again = window.setTimeout(() => void queries.invalidateQueries({ queryKey: key }), Math.random() * spreadMs);
}

/** Keeps the programme on screen true while the page is open. */
export function useProgrammeFeed(fairId: string | undefined): void {
  const queries = useQueryClient();
  useFeed(fairId ? `fair:${fairId}` : null, {
    begin: () => void queries.invalidateQueries({ queryKey: key }),
    fact: (fact) => {
      if (fact.name === 'session.moved') queries.setQueryData<Programme>(key, (shown) => moved(shown, fact.body));
      if (fact.name === 'programme.changed') readAgain(queries);
    },
  });
}

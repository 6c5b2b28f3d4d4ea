import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readStage, type Fact, type StageView } from '@siccam/contract';
import { bringUp, call, useFeed } from '../wire';

function heard(stage: StageView, fact: Fact): StageView {
  if (fact.name === 'stage.aired') return { ...stage, onAir: fact.body.onAir };
  if (fact.name === 'stage.lit') return { ...stage, lit: fact.body.lit, litSince: fact.body.since };
  return stage;
}

/** What stands on a session's stage, kept true by the session's topic and by the server's count of the room. */
export function useStage(session: { id: string; slug: string } | undefined): StageView | undefined {
  const queries = useQueryClient();
  const key = ['stage', session?.slug];
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const read = await call(readStage, { session: session?.slug ?? '' }, { signal });
      return bringUp(`session:${session?.id}`, read, read.head, heard);
    },
    enabled: session !== undefined,
    staleTime: Infinity,
    retry: true,
    retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000) * (0.5 + Math.random() / 2),
  });
  const patch = (change: Partial<StageView>) => queries.setQueryData<StageView>(key, (shown) => shown && { ...shown, ...change });
  useFeed(session ? `session:${session.id}` : null, {
    begin: () => void queries.invalidateQueries({ queryKey: key }),
    fact: (fact) => {
      queries.setQueryData<StageView>(key, (shown) => shown && heard(shown, fact));
      // Moving a session changes who is on air as well.
      if (fact.name === 'session.moved') void queries.invalidateQueries({ queryKey: key });
    },
    pulse: ({ present, listeners }) => patch({ present, listeners }),
  });
  return data;
}

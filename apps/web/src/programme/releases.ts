import { useQuery } from '@tanstack/react-query';
import { readReleases } from '@siccam/contract';
import { call, retried } from '../wire';

/** The server has not made yet what it has told of. */
export class TooEarly extends Error {}

/** What was published when and what it changed, newest first, up to a release that is known of: its bytes are made a moment after it. */
export const useReleases = (release: number, enabled = true) =>
  useQuery({
    queryKey: ['releases', release],
    queryFn: async ({ signal }) => {
      const read = await call(readReleases, {}, { signal, fresh: true });
      if ((read.releases[0]?.number ?? 0) < release) throw new TooEarly();
      return read;
    },
    enabled,
    retry: (count, error) => error instanceof TooEarly || retried(count, error),
    retryDelay: (attempt, error) => (error instanceof TooEarly ? 300 : Math.min(1000 * 2 ** attempt, 8000)) * (0.5 + Math.random() / 2),
    staleTime: Infinity,
    placeholderData: (before) => before,
  });

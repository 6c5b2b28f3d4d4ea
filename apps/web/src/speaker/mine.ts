import { useQuery, useQueryClient } from '@tanstack/react-query';
import { mySpeaker, type Me, type Programme } from '@siccam/contract';
import { call, retried, useFeed } from '../wire';

/** Where one's own page stands among the queries; it is one account's alone. */
export const speakerKey = ['account', 'speaker'];

/** One's own page, read again when an organiser joins it with this account and when a release moves a session. */
export function useMine(me: Me, { fair }: Programme) {
  const queries = useQueryClient();
  // The very first reading would be waited for instead of repeated, and may be older than what was just heard.
  const again = () => void queries.cancelQueries({ queryKey: speakerKey }).then(() => queries.invalidateQueries({ queryKey: speakerKey }));
  useFeed(`person:${me.id}`, { begin: again, fact: ({ name }) => name === 'person.changed' && again() });
  useFeed(`fair:${fair.id}`, { begin: () => undefined, fact: ({ name }) => name === 'programme.changed' && again() });
  return useQuery({ queryKey: speakerKey, queryFn: ({ signal }) => call(mySpeaker, {}, { signal, fresh: true }), refetchInterval: 60_000, retry: retried });
}

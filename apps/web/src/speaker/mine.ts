import { useQuery } from '@tanstack/react-query';
import { mySpeaker } from '@siccam/contract';
import { call, Refused } from '../wire';

/** Where one's own page stands among the queries; it is one account's alone. */
export const speakerKey = ['account', 'speaker'];

/** One's own page, read again now and then: organisers move sessions. */
export const useMine = () => useQuery({ queryKey: speakerKey, queryFn: ({ signal }) => call(mySpeaker, {}, { signal, fresh: true }), refetchInterval: 15_000, retry: (count, error) => !(error instanceof Refused) && count < 3 });

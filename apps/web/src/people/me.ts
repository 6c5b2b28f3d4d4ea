import { useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { whoAmI, type Me } from '@siccam/contract';
import { call, Refused, renewSocket } from '../wire';

/** Where who I am is kept among the queries; what belongs to one account alone stands under `account` and `desk`. */
export const meKey = ['me'];
const personal = new Set(['account', 'desk', 'officials']);

const hintKey = 'siccam.signedIn';

/** Whether somebody may be signed in here, as this browser remembers: so a visitor without an account asks nothing of the server. It says not who. */
export function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(hintKey) !== null;
  } catch {
    return false;
  }
}

function remember(me: Me): void {
  try {
    if (me.kind === 'person') localStorage.setItem(hintKey, '1');
    else localStorage.removeItem(hintKey);
  } catch {
    // Without a memory the control in the head leads to the same place.
  }
}

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('siccam.me');

/** Tells the other pages of this browser that someone entered or left; and hears it from them. */
export function onOtherPage(listener: () => void): () => void {
  channel?.addEventListener('message', listener);
  return () => channel?.removeEventListener('message', listener);
}

/** Who the server takes this browser for. Asked only where it is shown or needed: the first answer makes a guest of a stranger. */
export function useMe(enabled = true): UseQueryResult<Me> {
  return useQuery({
    queryKey: meKey,
    queryFn: async ({ signal }) => {
      const me = await call(whoAmI, {}, { signal, fresh: true });
      remember(me);
      return me;
    },
    enabled,
    staleTime: Infinity,
    retry: (count, error) => (error instanceof Refused ? error.retryAfter !== undefined : count < 20),
    retryDelay: (count, error) => (error instanceof Refused && error.retryAfter ? error.retryAfter * 1000 : Math.min(1000 * 2 ** count, 8000)) * (1 + Math.random() / 2),
  });
}

/** Writes down who one is now, after entering, leaving or confirming. Someone else than before: their data goes, and the socket opens anew. */
export function becomes(queries: QueryClient, me: Me): void {
  const before = queries.getQueryData<Me>(meKey);
  remember(me);
  void queries.cancelQueries({ queryKey: meKey });
  queries.setQueryData(meKey, me);
  if (before?.id === me.id && before.signIn?.id === me.signIn?.id) return;
  if (before?.id !== me.id) queries.removeQueries({ predicate: ({ queryKey: [first] }) => personal.has(String(first)) });
  renewSocket();
  channel?.postMessage('changed');
}

/** Asks anew who one is, because something says that it has changed. */
export const askAgain = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ queryKey: meKey });

import { useEffect, useSyncExternalStore } from 'react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { keepSession, readPlan, type Plan, type Programme } from '@siccam/contract';
import { mayBeSignedIn } from '../people';
import { call } from '../wire';

// Under `account`: it goes when somebody else signs in.
const key = ['account', 'plan'];
const hint = 'siccam.plan';
const none: Plan = { sessions: [], seats: [], calendar: false, reminders: false };

/** Whether this browser has a plan, as it remembers: so a visitor without one asks nothing of the server. */
function mayHavePlan(): boolean {
  try {
    return mayBeSignedIn() || localStorage.getItem(hint) !== null;
  } catch {
    return false;
  }
}

/** What is being asked for and not yet answered, and what was refused last. */
type Asked = { wishes: ReadonlyMap<string, boolean>; refused: { session: string; error: unknown } | null };
let asked: Asked = { wishes: new Map(), refused: null };
const watchers = new Set<() => void>();
const watch = (tell: () => void) => {
  watchers.add(tell);
  return () => void watchers.delete(tell);
};
function ask(next: Asked): void {
  asked = next;
  watchers.forEach((tell) => tell());
}

/** Writes down a plan as the server answered it. */
export function planIs(queries: QueryClient, plan: Plan): void {
  try {
    localStorage.setItem(hint, '1');
  } catch {
    // Without a memory the plan is asked for once something is put into it.
  }
  void queries.cancelQueries({ queryKey: key });
  queries.setQueryData(key, plan);
}

// One at a time and in order, so that the last wish is the last word.
let line: Promise<unknown> = Promise.resolve();
const without = (wishes: Asked['wishes'], session: string) => new Map([...wishes].filter(([one]) => one !== session));

/** Keeps a session in the plan, or takes it out: shown at once, and put back where it is refused. */
export function keep(queries: QueryClient, session: string, wanted: boolean): void {
  ask({ wishes: new Map([...asked.wishes, [session, wanted]]), refused: null });
  line = line.then(async () => {
    if (asked.wishes.get(session) !== wanted) return;
    try {
      planIs(queries, await call(keepSession, { session, keep: wanted }));
      if (asked.wishes.get(session) === wanted) ask({ ...asked, wishes: without(asked.wishes, session) });
    } catch (error) {
      ask({ wishes: without(asked.wishes, session), refused: { session, error } });
    }
  });
}

/** My plan as it will be once everything asked for is done. `refused`: what was put back, and why. `known`: the server has answered, or there is nothing to ask it for. */
export type MyPlan = Plan & { refused: Asked['refused']; known: boolean };

/** My plan; read again with each version of the programme, because seats come and go with it. */
export function usePlan({ version }: Pick<Programme, 'version'>): MyPlan {
  const queries = useQueryClient();
  const { wishes, refused } = useSyncExternalStore(watch, () => asked);
  const { data = none, isSuccess } = useQuery({ queryKey: key, queryFn: ({ signal }) => call(readPlan, {}, { signal, fresh: true }), enabled: mayHavePlan(), staleTime: 60_000, refetchInterval: ({ state }) => (state.data?.seats.some(({ state: seat }) => seat !== 'seat') ? 30_000 : false) });
  useEffect(() => {
    if (mayHavePlan()) void queries.invalidateQueries({ queryKey: key });
  }, [queries, version]);
  const sessions = [...data.sessions.filter((id) => wishes.get(id) !== false), ...[...wishes].filter(([id, wanted]) => wanted && !data.sessions.includes(id)).map(([id]) => id)];
  return { ...data, sessions, refused, known: isSuccess || !mayHavePlan() };
}

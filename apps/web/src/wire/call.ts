import type { AnswerOf, QuestionOf, RefusalBody, RefusalCode, Route } from '@siccam/contract';
import { noteServerTime } from './serverTime';
import { heardRefusal } from './standing';

/** The server said no, in a code whose words live in the three languages; or it had a fault, with an id. */
export class Refused extends Error {
  constructor(
    readonly refusal: RefusalCode | 'fault',
    readonly id?: string,
    readonly retryAfter?: number,
  ) {
    super(refusal);
  }
}

/** Nobody answered: no network, or no server. */
export class Unreachable extends Error {}

/** A no stays a no; a silence is tried again. */
export const retried = (count: number, error: unknown): boolean => !(error instanceof Refused) && count < 3;

const isRefusal = (body: unknown): body is RefusalBody => typeof body === 'object' && body !== null && 'ok' in body && body.ok === false;

/** Asks one door of the contract and gives its answer, or throws `Refused` or `Unreachable`. */
export async function call<D extends Route>(door: D, question: QuestionOf<D>, options: { signal?: AbortSignal | undefined; fresh?: boolean } = {}): Promise<AnswerOf<D>> {
  const rest = { ...(question as Record<string, unknown>) };
  const path = door.path.replace(/:(\w+)/g, (_, part: string) => {
    const value = rest[part];
    delete rest[part];
    return encodeURIComponent(String(value));
  });
  const post = door.method === 'POST';
  const asked = Date.now();
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, {
      method: door.method,
      // A copy of the browser's cache would carry an old date, and the date sets our clock.
      cache: options.fresh ? 'no-cache' : 'default',
      signal: options.signal ?? null,
      ...(post ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(rest) } : {}),
    });
    if (options.fresh) noteServerTime(response.headers, asked, Date.now());
    body = await response.json();
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new Unreachable(door.name, { cause });
  }
  if (isRefusal(body)) {
    // At the organiser's desks somebody else may be the one who is banned.
    if (body.refusal !== 'people.banned' || !door.path.startsWith('/api/desk/')) heardRefusal(body.refusal);
    throw new Refused(body.refusal, body.id, body.retryAfter);
  }
  if (!response.ok) throw new Unreachable(door.name);
  return body as AnswerOf<D>;
}

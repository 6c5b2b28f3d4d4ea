import { type AnswerOf, type Programme, RefusalBody, type QuestionOf, type RefusalCode, type Route, readProgramme } from '@siccam/contract';

/** The server said no, by name, or could not answer (`fault`). */
export class Refused extends Error {
  constructor(
    readonly door: string,
    readonly refusal: RefusalCode | 'fault',
  ) {
    super(`${door} refused: ${refusal}`);
  }
}

/** In whose name a door is called. */
export type As = { bot: 'stage-manager' | 'speaker' } | { cookie: string } | 'nobody';

/** The doors of the running fair. */
export type Doors = ReturnType<typeof doorsOf>;

const usualPatience = 5000;

/** Calls doors of the server at an address; every answer is read through its schema. `answerWithin`: milliseconds until a call is given up. */
export function doorsOf(address: string, botKey: string, answerWithin = usualPatience) {
  const head = (as: As): Record<string, string> => {
    if (as === 'nobody') return {};
    return 'bot' in as ? { authorization: `Bot ${botKey}:${as.bot}` } : { cookie: as.cookie };
  };

  async function call<D extends Route>(door: D, question: QuestionOf<D>, as: As): Promise<AnswerOf<D>> {
    const left = { ...(question as Record<string, unknown>) };
    const path = door.path.replace(/:(\w+)/g, (_whole, name: string) => {
      const value = String(left[name]);
      delete left[name];
      return encodeURIComponent(value);
    });
    const sent = door.method === 'POST' ? { body: JSON.stringify(left), headers: { ...head(as), 'content-type': 'application/json' } } : { headers: head(as) };
    const response = await fetch(address + path, { method: door.method, ...sent, signal: AbortSignal.timeout(answerWithin) });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Refused(door.name, RefusalBody.safeParse(answer).data?.refusal ?? 'fault');
    return door.answer.parse(answer) as AnswerOf<D>;
  }

  let last: { etag: string; programme: Programme } | undefined;

  return {
    call,
    /** The programme, fetched again only when it has another version. */
    programme: async (): Promise<Programme> => {
      const response = await fetch(address + readProgramme.path, {
        headers: last ? { 'if-none-match': last.etag } : {},
        signal: AbortSignal.timeout(answerWithin),
      });
      if (response.status === 304 && last) return last.programme;
      const answer: unknown = await response.json();
      if (!response.ok) throw new Refused(readProgramme.name, RefusalBody.safeParse(answer).data?.refusal ?? 'fault');
      const programme = readProgramme.answer.parse(answer);
      last = { etag: response.headers.get('etag') ?? '', programme };
      return programme;
    },
    /** The cookie of a new guest. */
    guest: async (): Promise<As> => {
      const response = await fetch(`${address}/api/me`, { signal: AbortSignal.timeout(answerWithin) });
      await response.arrayBuffer();
      return { cookie: response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') };
    },
  };
}

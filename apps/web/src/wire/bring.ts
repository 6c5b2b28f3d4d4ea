import { questionHeader, type AnswerOf, type QuestionOf, type RefusalBody, type Route } from '@siccam/contract';
import { Refused, Unreachable } from './call';
import { heardRefusal } from './standing';

type Bringing<D extends Route> = D['body'] extends 'bytes' ? D : never;

const isRefusal = (body: unknown): body is RefusalBody => typeof body === 'object' && body !== null && 'ok' in body && body.ok === false;

/** Brings a file through a door whose question are bytes. `heard` tells how many of them have left so far; a browser's fetch would not. */
export function bring<D extends Route>(door: Bringing<D>, { bytes, ...rest }: Omit<QuestionOf<D>, 'bytes'> & { bytes: Blob }, { heard, signal }: { heard?: (sent: number) => void; signal?: AbortSignal } = {}): Promise<AnswerOf<D>> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(door.method, door.path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader(questionHeader, encodeURIComponent(JSON.stringify(rest)));
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => heard?.(loaded);
    request.onload = () => {
      const body: unknown = request.response;
      if (isRefusal(body)) {
        heardRefusal(body.refusal);
        fail(new Refused(body.refusal, body.id, body.retryAfter));
      } else if (request.status === 200 && body !== null) done(body as AnswerOf<D>);
      else fail(new Unreachable(door.name));
    };
    request.onerror = request.ontimeout = () => fail(new Unreachable(door.name));
    request.onabort = () => fail(new DOMException('taken back', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });
}

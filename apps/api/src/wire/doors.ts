import type { Ask, AnswerOf, AskedOf, Route } from '@siccam/contract';
import type { Caller } from './gate';
import { Refusal } from './refusal';

/** What a method gets besides its question. `caller` is null only where the door needs nothing. `keep` gives the browser a cookie, over HTTP only. */
export type Call = { caller: Caller | null; headers: Record<string, string | string[] | undefined>; address: string; socketId?: string; keep: (cookie: string) => void };
/** Besides a question on a socket: the socket's own comings and goings. */
export type SocketCall = Call & { socket: { id: string; connected(): boolean; join(topic: string): void; leave(topic: string): void; topics(): string[] } };

/** The caller of a door that lets no stranger in. */
export function callerOf({ caller }: Pick<Call, 'caller'>): Caller {
  if (!caller) throw new Refusal('wire.forbidden');
  return caller;
}

type Encoding = 'identity' | 'gzip' | 'br';
/** A prepared public answer: the bytes of each encoding, and the headers that go before them (names and values in turn), made once per version. */
export type Prepared = { etag: string; unchanged: string[] } & Record<Encoding, { head: string[]; body: Buffer }>;

type Answered<D extends Route> = D['body'] extends 'public' ? Prepared | Promise<Prepared> : AnswerOf<D> | Promise<AnswerOf<D>>;
type RouteMethod<D extends Route> = (question: AskedOf<D>, call: Call) => Answered<D>;
type AskMethod<D extends Ask> = (question: AskedOf<D>, call: SocketCall) => AnswerOf<D> | Promise<AnswerOf<D>>;

/** One door with the object and method that serve it. */
export type Bound = { door: Route | Ask; owner: object; method: string };

const marks = new WeakMap<object, { door: Route | Ask; method: string }[]>();

function mark(prototype: object, method: string, door: Route | Ask): void {
  marks.set(prototype, [...(marks.get(prototype) ?? []), { door, method }]);
}

/** Binds a controller's method to an HTTP door of the contract; a wrong question or answer type does not compile. */
export const Serves =
  <D extends Route>(door: D) =>
  <M extends string>(prototype: { [K in M]: RouteMethod<D> }, method: M): void =>
    mark(prototype, method, door);

/** Binds a gateway's method to a socket door of the contract. */
export const Answers =
  <D extends Ask>(door: D) =>
  <M extends string>(prototype: { [K in M]: AskMethod<D> }, method: M): void =>
    mark(prototype, method, door);

/** The doors that an instance serves. */
export const doorsOf = (instance: object): Bound[] =>
  (marks.get(Object.getPrototypeOf(instance) as object) ?? []).map(({ door, method }) => ({ door, owner: instance, method }));

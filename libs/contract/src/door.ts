import { z } from 'zod';
import type { RefusalCode } from './refusal';
import type { Right } from './rights';

/**
 * What a caller must hold before a door lets anything happen: nothing, an identity (a stranger becomes a guest), an account, a fresh
 * confirmation of it (a guest has nothing to confirm but the cookie), a place on this machine, LiveKit's signature, or a right.
 */
export type Needs = 'anyone' | 'guest' | 'account' | 'confirmed' | 'machine' | 'livekit' | Right;

/** The object that a right is asked on: `field` of the question names it (a session by its slug, anything else by its id). Without it the object is the fair. */
export type NeedsOn = { kind: 'session' | 'person'; field: string };

/**
 * How a question or an answer is carried where it is not plain JSON. `public`: one prepared answer for all, with ETag, without cookie.
 * `raw`: the question is the bytes as they came, for a signature. `text`: the method answers a whole page. `long`: plain JSON whose
 * question may have up to 512 kB instead of 64. `bytes`: the question's `bytes` are the body, up to the door's `most`, and the rest of it
 * stands as JSON, percent-encoded, in the header `questionHeader`. `file`: the method answers a file. `packed`: plain JSON whose answer
 * travels compressed, as a `text` does. Its length then tells whether the same words stand in it twice (BREACH), so no such answer holds a
 * token or a code.
 */
export type Body = 'public' | 'raw' | 'text' | 'long' | 'bytes' | 'file' | 'packed';

/** What somebody brings, as it is. */
export const Bytes = z.custom<Uint8Array>((value) => ArrayBuffer.isView(value));
/** The header that holds the rest of a question whose body are bytes. */
export const questionHeader = 'x-question';

/** One HTTP door: asked by a browser, served by exactly one method of the server. `path` parts such as `:session` belong to the question. */
export type Route<Question extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType, Carried extends Body | undefined = Body | undefined> = {
  kind: 'route';
  name: string;
  method: 'GET' | 'POST';
  path: string;
  needs: Needs;
  on?: NeedsOn;
  question: Question;
  answer: Answer;
  refusals: readonly RefusalCode[];
  body: Carried;
  /** The most bytes that a question carried as `bytes` may have. */
  most?: number;
};

/** One socket door: a question with an acknowledgement. */
export type Ask<Question extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = {
  kind: 'ask';
  name: string;
  needs: Needs;
  on?: NeedsOn;
  question: Question;
  answer: Answer;
  refusals: readonly RefusalCode[];
};

/** Declares an HTTP door, keeping the types of its question and answer. */
export const route = <Q extends z.ZodType, A extends z.ZodType, const B extends Body | undefined = undefined>(
  door: Omit<Route<Q, A>, 'kind' | 'body'> & { body?: B },
): Route<Q, A, B> => ({ kind: 'route', ...door, body: door.body as B });

/** Declares a socket door, keeping the types of its question and answer. */
export const ask = <Q extends z.ZodType, A extends z.ZodType>(door: Omit<Ask<Q, A>, 'kind'>): Ask<Q, A> => ({
  kind: 'ask',
  ...door,
});

/** What the caller of a door sends. */
export type QuestionOf<D extends Route | Ask> = z.input<D['question']>;
/** What the server's method receives, validated. */
export type AskedOf<D extends Route | Ask> = z.output<D['question']>;
/** What a door answers. */
export type AnswerOf<D extends Route | Ask> = z.output<D['answer']>;

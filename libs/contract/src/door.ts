import type { z } from 'zod';
import type { RefusalCode } from './refusal';
import type { Right } from './rights';

/** What a caller must hold before a door lets anything happen: nothing, a guest's cookie, or a right. */
export type Needs = 'anyone' | 'guest' | 'livekit' | Right;

/** One HTTP door: asked by a browser, served by exactly one method of the server. `path` parts such as `:session` belong to the question. */
export type Route<Question extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = {
  kind: 'route';
  name: string;
  method: 'GET' | 'POST';
  path: string;
  needs: Needs;
  question: Question;
  answer: Answer;
  refusals: readonly RefusalCode[];
  /** `public`: one prepared answer for all, with ETag, without cookie. `raw`: the body is handed over as the bytes that came (signatures). */
  body?: 'public' | 'raw';
};

/** One socket door: a question with an acknowledgement. */
export type Ask<Question extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = {
  kind: 'ask';
  name: string;
  needs: Needs;
  question: Question;
  answer: Answer;
  refusals: readonly RefusalCode[];
};

/** Declares an HTTP door, keeping the types of its question and answer. */
export const route = <Q extends z.ZodType, A extends z.ZodType>(door: Omit<Route<Q, A>, 'kind'>): Route<Q, A> => ({
  kind: 'route',
  ...door,
});

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

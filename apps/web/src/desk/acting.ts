import type { AnswerOf, QuestionOf, Route } from '@siccam/contract';
import { useConfirmed } from '../people';
import { call } from '../wire';

/** Asks a door; where it wants a confirmation, the person is asked for it and the door once more. */
export function useAct(): <D extends Route>(door: D, question: QuestionOf<D>) => Promise<AnswerOf<D>> {
  const confirmed = useConfirmed();
  return (door, question) => confirmed(() => call(door, question));
}

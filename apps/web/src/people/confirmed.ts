import { useSyncExternalStore } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useLanguage } from '../i18n';
import { Refused } from '../wire';

/** The person thought better of it: nothing was done, and nothing is wrong. */
export class NotConfirmed extends Error {}

type Waiting = { yes: () => void; no: () => void };
let waiting: Waiting | null = null;
const watchers = new Set<() => void>();
const put = (next: Waiting | null) => {
  waiting = next;
  watchers.forEach((tell) => tell());
};

/** What waits for the person's confirmation; its dialog stands once on the page. */
export const useWaiting = (): Waiting | null =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => waiting,
  );

/** Asks the person to confirm; throws `NotConfirmed` where they close the question. */
function askToConfirm(): Promise<void> {
  waiting?.no();
  return new Promise((done, refused) => {
    const end = (then: () => void) => () => {
      put(null);
      then();
    };
    put({ yes: end(done), no: end(() => refused(new NotConfirmed())) });
  });
}

/**
 * Runs what asks doors that want a confirmation: where the server asks for one, the dialog comes, then it runs once more. Where a
 * second factor is missing, the page for it opens and leads back here.
 */
export function useConfirmed(): <T>(act: () => Promise<T>) => Promise<T> {
  const navigate = useNavigate();
  const lang = useLanguage();
  return async (act) => {
    try {
      return await act();
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      if (thrown.refusal === 'people.secondFactorNeeded') {
        const { pathname, search } = window.location;
        void navigate({ to: '/$lang/enter/$step', params: { lang, step: 'code' }, search: { back: `${pathname}${search}` } });
        throw new NotConfirmed(undefined, { cause: thrown });
      }
      if (thrown.refusal !== 'people.confirmNeeded') throw thrown;
      await askToConfirm();
      return await act();
    }
  };
}

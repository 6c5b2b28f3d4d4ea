import { createContext, use, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { confirmMyself, whoAmI, type AnswerOf, type Me, type QuestionOf, type Route } from '@siccam/contract';
import { Dialog } from '@siccam/ui';
import { TextField } from '@siccam/ui/fields';
import { useLanguage } from '../i18n';
import { call, Refused } from '../wire';
import { Trouble } from './Trouble';
import { useDesk } from './words';
import classes from './Forms.module.css';

/** The person thought better of it: nothing was done, and nothing is wrong. */
export class GaveUp extends Error {}

/** Who the server takes this browser for. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: ({ signal }) => call(whoAmI, {}, { signal }), retry: retried, staleTime: 30_000 });

/** A no stays a no; a silence is tried again. */
export const retried = (count: number, error: unknown): boolean => !(error instanceof Refused) && count < 3;

type Act = <D extends Route>(door: D, question: QuestionOf<D>) => Promise<AnswerOf<D>>;
const Acts = createContext<Act | null>(null);

/** Asks a door; where it wants a confirmation, asks the person for it and asks the door once more. */
export function useAct(): Act {
  const act = use(Acts);
  if (!act) throw new Error('nothing acts here');
  return act;
}

/** Stands around what acts: holds the dialog that asks who it is. */
export function Acting({ me, children }: { me: Me; children: ReactNode }) {
  const { say, label } = useDesk();
  const lang = useLanguage();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const answer = useRef<{ yes: () => void; no: (reason: unknown) => void } | null>(null);
  const { busy, trouble, run } = useDeed();

  const act: Act = async (door, question) => {
    try {
      return await call(door, question);
    } catch (no) {
      if (no instanceof Refused && no.refusal === 'people.secondFactorNeeded') window.location.assign(`/${lang}/enter/code`);
      if (!(no instanceof Refused) || no.refusal !== 'people.confirmNeeded') throw no;
      setTyped('');
      setAsked(true);
      await new Promise<void>((yes, rejected) => (answer.current = { yes, no: rejected }));
      return await call(door, question);
    }
  };
  const close = () => {
    setAsked(false);
    answer.current?.no(new GaveUp());
    answer.current = null;
  };
  const byCode = me.signIn?.secondFactorReady ?? false;
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      queries.setQueryData(['me'], await call(confirmMyself, byCode ? { code: typed } : { password: typed }));
      answer.current?.yes();
      answer.current = null;
      setAsked(false);
    });
  };
  return (
    <Acts value={act}>
      {children}
      <Dialog opened={asked} onClose={close} title={say('confirm.title')} close={label('confirm.close')}>
        <form className={classes.form} onSubmit={confirm}>
          <p>{say(byCode ? 'confirm.code' : 'confirm.password')}</p>
          <TextField label={say(byCode ? 'confirm.codeLabel' : 'confirm.passwordLabel')} value={typed} onChange={setTyped} plain />
          <Trouble error={trouble} />
          <Button type="submit" variant="filled" loading={busy} disabled={typed.trim() === ''}>
            {say('confirm.go')}
          </Button>
        </form>
      </Dialog>
    </Acts>
  );
}

/** One act at a time: whether it runs, and what went wrong with the last. */
export function useDeed(): { busy: boolean; trouble: unknown; run: (deed: () => Promise<void>) => Promise<boolean>; forget: () => void } {
  const [state, setState] = useState<{ busy: boolean; trouble: unknown }>({ busy: false, trouble: null });
  return {
    ...state,
    run: async (deed) => {
      setState({ busy: true, trouble: null });
      try {
        await deed();
        setState({ busy: false, trouble: null });
        return true;
      } catch (trouble) {
        setState({ busy: false, trouble: trouble instanceof GaveUp ? null : trouble });
        return false;
      }
    },
    forget: () => setState({ busy: false, trouble: null }),
  };
}

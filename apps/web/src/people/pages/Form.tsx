import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import classes from './Enter.module.css';

/** A form that the server judges: Enter sends it, and once something is wrong the first wrong field has the focus. `wrong`: changes with each judgement. */
export function Form({ onSubmit, wrong, children }: { onSubmit: () => void; wrong: unknown; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form ref={form} className={classes.form} onSubmit={send} noValidate>
      {children}
    </form>
  );
}

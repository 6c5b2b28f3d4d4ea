import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import classes from './Enter.module.css';

/** A form that the server judges: Enter sends it, and once something is wrong the first wrong field has the focus. `wrong`: changes with each judgement. `begin`: one begins to write at once, because it came at one's own wish. */
export function Form({ onSubmit, wrong, begin, children }: { onSubmit: () => void; wrong: unknown; begin?: boolean | string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!wrong) return;
    const first = form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]');
    first?.focus();
    // A wrong code is typed anew, not mended.
    if (first?.inputMode === 'numeric') first.select();
  }, [wrong]);
  useEffect(() => {
    if (!begin) return;
    // A dialog puts the focus itself as it opens, which is after this.
    const timer = window.setTimeout(() => form.current?.querySelector<HTMLElement>('input:not([hidden])')?.focus());
    return () => window.clearTimeout(timer);
  }, [begin]);
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

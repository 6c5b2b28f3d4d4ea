import { useEffect, useRef, type RefObject } from 'react';

const focusable = 'button:not(:disabled), a[href], input:not(:disabled), select, textarea, summary';

/** Keeps the focus where one works: when what has it is taken away, it goes on with the same session elsewhere, else with what stands nearest. A sheet that closes is left to `useWayBack`. */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = root.current;
    if (!within) return;
    let last: { element: HTMLElement; around: Element[]; sheet: Element | null; block: string | undefined } | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const [around, sheet] = [[] as Element[], target.closest('[data-sheet]')];
      for (let one = target.parentElement; one && one !== within; one = one === sheet ? null : one.parentElement) around.push(one);
      last = { element: target, around, sheet, block: target.closest<HTMLElement>('[data-block]')?.dataset['block'] };
    };
    const onBlur = () => {
      const left = last;
      // Left by the hand, and not by being taken away.
      window.setTimeout(() => {
        if (last === left && left?.element.isConnected) last = null;
      }, 0);
    };
    const watch = new MutationObserver(() => {
      if (!last || last.element.isConnected || (document.activeElement !== null && document.activeElement !== document.body)) return;
      const { around, sheet, block } = last;
      last = null;
      if (sheet && !sheet.isConnected) return;
      const again = block ? within.querySelector<HTMLElement>(`[data-block="${CSS.escape(block)}"]`) : null;
      const near = around.find((one) => one.isConnected && one.querySelector(focusable))?.querySelector<HTMLElement>(focusable);
      (again ?? near ?? within.querySelector<HTMLElement>('h1'))?.focus();
    });
    within.addEventListener('focusin', onFocus);
    within.addEventListener('focusout', onBlur);
    watch.observe(within, { childList: true, subtree: true });
    return () => {
      within.removeEventListener('focusin', onFocus);
      within.removeEventListener('focusout', onBlur);
      watch.disconnect();
    };
  }, [root]);
}

/** Brings the focus back to whatever opened a sheet, or to what it was about, once it is closed. */
export function useWayBack(root: RefObject<HTMLElement | null>, open: string | null, opener: RefObject<Element | null>): void {
  const was = useRef(open);
  useEffect(() => {
    const closed = was.current;
    was.current = open;
    if (open !== null || closed === null || (document.activeElement !== null && document.activeElement !== document.body)) return;
    const by = opener.current;
    const id = CSS.escape(closed);
    const back = by instanceof HTMLElement && by.isConnected ? by : ['data-block', 'data-opens'].map((name) => root.current?.querySelector<HTMLElement>(`[${name}="${id}"]`)).find(Boolean);
    (back ?? root.current?.querySelector<HTMLElement>('h1'))?.focus();
  }, [root, open, opener]);
}

import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import classes from './Dialog.module.css';

/** What a dialog is made of; `close` names its closing control. */
export type DialogProps = { opened: boolean; onClose: () => void; title: ReactNode; close: string; children: ReactNode };

/**
 * A question or a help over the page; on a phone a sheet from its lower edge. The browser's own dialog: it keeps the page behind
 * out of reach, closes by Escape, gives the focus back, and asks for no code that a bad line could withhold.
 */
export function Dialog({ opened, onClose, title, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (opened) dialog.current?.showModal();
    else dialog.current?.close();
  }, [opened]);
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={heading} onClose={onClose} onClick={({ target }) => target === dialog.current && onClose()}>
      {opened && (
        <div className={classes.content}>
          <header className={classes.header}>
            <h2 id={heading}>{title}</h2>
            <ActionIcon variant="subtle" size={44} aria-label={close} onClick={onClose}>
              <IconX className="icon" aria-hidden="true" />
            </ActionIcon>
          </header>
          <div className={classes.body}>{children}</div>
        </div>
      )}
    </dialog>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconX } from '@tabler/icons-react';
import { isWide } from './room';
import { useTimetable } from './words';
import classes from './Sheet.module.css';

/** What opens beside the grid; on a phone a page with a way back. `keep`: the focus goes to a field of it by itself. */
export function SheetFrame({ title, over, close, keep, children }: { title: ReactNode; over?: ReactNode; close: () => void; keep?: boolean; children: ReactNode }) {
  const { say, label } = useTimetable();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!keep) heading.current?.focus({ preventScroll: isWide() });
  }, [keep]);
  return (
    <div className={classes.sheet} data-sheet="" onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}>
      <button type="button" className={classes.back} onClick={close}>
        <IconArrowLeft className="icon flip" aria-hidden="true" />
        <span>{say('sheet.back')}</span>
      </button>
      <header className={classes.head}>
        <div>
          {over && <p>{over}</p>}
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
        </div>
        <ActionIcon variant="subtle" size={40} className={classes.close} aria-label={label('sheet.close')} onClick={close}>
          <IconX className="icon" aria-hidden="true" />
        </ActionIcon>
      </header>
      {children}
    </div>
  );
}

/** One part of a sheet, with its name. */
export function Part({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part}>
      {title && <h3>{title}</h3>}
      {children}
    </section>
  );
}

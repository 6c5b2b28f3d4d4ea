import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

/** What a dialog is made of; `close` names its closing control. */
export type DialogProps = { opened: boolean; onClose: () => void; title: ReactNode; close: string; children: ReactNode };

const load = () => import('./DialogSheet').then(({ DialogSheet }) => DialogSheet);

/**
 * A question or a help over the page; on a phone a sheet from its lower edge. Its code comes after the page, before anyone asks for
 * it: what helps on a bad line must not wait for the line.
 */
export function Dialog(props: DialogProps) {
  const [Sheet, setSheet] = useState<ComponentType<DialogProps> | null>(null);
  const { opened } = props;
  useEffect(() => {
    if (Sheet) return;
    let wanted = true;
    load().then(
      (made) => wanted && setSheet(() => made),
      () => undefined, // asked for again when it is opened
    );
    return () => {
      wanted = false;
    };
  }, [Sheet, opened]);
  return Sheet && <Sheet {...props} />;
}

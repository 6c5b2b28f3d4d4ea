import type { ReactNode } from 'react';

/** A name, number or foreign word kept whole inside a line of the other direction. `fixed` keeps it left to right (hashes, "+1", "3 / 6"). */
export function Isolate({ children, number, fixed }: { children: ReactNode; number?: boolean; fixed?: boolean }) {
  return (
    <bdi className={number ? 'num' : undefined} dir={fixed ? 'ltr' : undefined}>
      {children}
    </bdi>
  );
}

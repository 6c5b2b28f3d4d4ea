import { useState } from 'react';

/** What came of a wish to share, until the next: the link was copied, or could not be. */
export type Shared = 'copied' | 'notCopied' | null;

const saidMs = 4000;

/** The address of this page, without anything that a link brought along. */
export const pageAddress = (): string => `${window.location.origin}${window.location.pathname}`;

/** Passes this page on: by the phone's own sheet where there is one, else by copying the link. */
export function useShare(): { said: Shared; share: (title: string) => void; copy: () => void } {
  const [said, setSaid] = useState<Shared>(null);
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(pageAddress()).then(() => true, () => false);
    setSaid(done ? 'copied' : 'notCopied');
    window.setTimeout(() => setSaid(null), saidMs);
  };
  const share = async (title: string) => {
    if (typeof navigator.share === 'function' && window.matchMedia('(pointer: coarse)').matches) await navigator.share({ title, url: pageAddress() }).catch(() => undefined);
    else await copy();
  };
  return { said, share: (title) => void share(title), copy: () => void copy() };
}

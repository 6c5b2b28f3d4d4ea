/** A link that was asked for in this tab: to which address, when it left, until when it is good (ISO moments), after how many seconds another may be asked, and whether the fair sends mails at all. */
export type Asked = { mail: string; sent: string; until: string; againAfter: number; mailed: boolean };

const key = 'siccam.asked';

/** Keeps it for the next page of this tab, and through a reload; gone with the tab. */
export function keepAsked(asked: Asked | null): void {
  try {
    if (asked) sessionStorage.setItem(key, JSON.stringify(asked));
    else sessionStorage.removeItem(key);
  } catch {
    // Then the next page asks for the address again.
  }
}

/** What was asked for in this tab, if that is known. */
export function asked(): Asked | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { mail, sent, until, againAfter, mailed } = kept as Partial<Asked>;
    return typeof mail === 'string' && typeof sent === 'string' && typeof until === 'string' && typeof againAfter === 'number' ? { mail, sent, until, againAfter, mailed: mailed !== false } : null;
  } catch {
    return null;
  }
}

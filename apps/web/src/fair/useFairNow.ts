import { useEffect, useState } from 'react';
import { fairNow, wallAt, wallOf, type Fair } from '@siccam/contract';
import { serverNow } from '../wire';

/** What the fair's clock shows now (milliseconds since 1970), whatever the visitor's own clock says. */
export const fairTime = (fair: Pick<Fair, 'clock'>): number => fairNow(fair.clock, serverNow());

/** The fair's time, again at each full minute of it. */
export function useFairNow(fair: Pick<Fair, 'clock'>): number {
  const [, tick] = useState(0);
  const now = fairTime(fair);
  useEffect(() => {
    const timer = window.setTimeout(() => tick((count) => count + 1), 60_000 - (now % 60_000) + 20);
    return () => window.clearTimeout(timer);
  });
  return now;
}

const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The wall time of a moment where the visitor is. In the fair's own zone it is the fair's, even where this browser's tables say otherwise. */
export const ownWall = (fair: Pick<Fair, 'zone' | 'offset'>, moment: number): string => (ownZone() === fair.zone ? wallAt(moment, fair.offset) : wallOf(moment, ownZone()));

/** Something that happened, told by the fair's clock (milliseconds since 1970). */
export const fairMoment = (fair: Pick<Fair, 'clock'>, happened: string): number => fairNow(fair.clock, Date.parse(happened));

import type { Change } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform';
import type { Joined } from './draft';
import type { By } from './draft.service';
import type { ReleaseContent } from './timetable.entity';

/** What was published, as it is told inside the decision that publishes it. `by`: a person's id, or `terminal`. */
export type Published = { fair: { id: string; zone: string }; number: number; changes: readonly Change[]; before: ReleaseContent; after: ReleaseContent; by: string };

/** A feature that hears of releases, and of whose account someone of the draft is. `concerned`: how many have one of these sessions in their plan, and how many of them asked to be told. */
export type ReleaseHearer = {
  concerned?: (sessions: readonly string[]) => Promise<{ plans: number; reminded: number }>;
  published?: (tx: Tx, what: Published) => Promise<void>;
  joined?: (tx: Tx, what: { fair: string; by: By; joined: readonly Joined[] }) => Promise<void>;
};

/** The features that hear of releases; each names itself while the server starts, so that this one need not know them. */
@Injectable()
export class ReleaseHearers {
  private readonly all: ReleaseHearer[] = [];

  /** Adds one. */
  add(hearer: ReleaseHearer): void {
    this.all.push(hearer);
  }

  async concerned(sessions: readonly string[]): Promise<{ plans: number; reminded: number }> {
    const counts = await Promise.all(this.all.map(async (one) => await one.concerned?.(sessions)));
    return { plans: counts.reduce((sum, one) => sum + (one?.plans ?? 0), 0), reminded: counts.reduce((sum, one) => sum + (one?.reminded ?? 0), 0) };
  }

  async published(tx: Tx, what: Published): Promise<void> {
    for (const one of this.all) await one.published?.(tx, what);
  }

  async joined(tx: Tx, what: { fair: string; by: By; joined: readonly Joined[] }): Promise<void> {
    for (const one of this.all) await one.joined?.(tx, what);
  }
}

import { fairNow, momentOf } from '@siccam/contract';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Jobs, LOG, type Log, MachineClock, PersonalData } from '../platform';
import { PrivacyService } from './privacy.service';

const day = 86_400_000;
/** Days that an account outlives its fair. The terms that people agree to say so. */
const afterTheFair = 90;
// A guest who left a name comes back with the same cookie for three days only.
const due = `(p.kind = 'guest' and coalesce(p.seen, p.created) < $1::timestamptz - interval '30 days')
  or (p.kind = 'account' and not p.demo and p.fair_id = any($2::uuid[])
      and not exists (select 1 from role_held r where r.holder = p.id::text and r.role = 'organiser' and r.fair_id = p.fair_id))`;

type FairRow = { id: string; days: string[]; zone: string; fairAt: Date | null; machineAt: Date | null };

/** Lets go, once a day, of what has been kept long enough. */
@Injectable()
export class Retention implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
    private readonly personal: PersonalData,
    private readonly privacy: PrivacyService,
    private readonly jobs: Jobs,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.daily('retention', async () => void (await this.letGo()));
  }

  /** Safe to do twice, and to break off: each person is a decision of their own. */
  async letGo(): Promise<Record<string, number>> {
    const now = new Date(this.clock.now());
    const closed = await this.closedFairs();
    let people = 0;
    for (const { id } of await this.database.rows<{ id: string }>(`select p.id from person p where ${due}`, [now, closed])) {
      people += await this.database.decide(async (tx) => {
        // Somebody may have come back since the list was made.
        const [still] = await tx.sql.query<{ id: string }[]>(`select p.id from person p where p.id = $3 and (${due}) for update`, [now, closed, id]);
        if (!still) return 0;
        await this.privacy.eraseIn(tx, id);
        return 1;
      });
    }
    const rows = await this.database.decide((tx) => this.personal.letGo(tx.sql, { now, closed }));
    const gone = { ...rows, person: people };
    this.log.info({ gone }, 'kept long enough');
    return gone;
  }

  private async closedFairs(): Promise<string[]> {
    const rows = await this.database.rows<FairRow>('select id, days, zone, clock_fair_at as "fairAt", clock_machine_at as "machineAt" from fair');
    const machine = this.clock.now();
    return rows
      .filter(({ days, zone, fairAt, machineAt }) => {
        const last = days.toSorted().at(-1);
        const now = fairAt && machineAt ? fairNow({ fairAt: fairAt.toISOString(), machineAt: machineAt.toISOString() }, machine) : machine;
        return last !== undefined && momentOf(`${last}T00:00`, zone) + (1 + afterTheFair) * day < now;
      })
      .map(({ id }) => id);
  }
}

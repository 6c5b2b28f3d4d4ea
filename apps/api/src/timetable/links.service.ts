import { randomBytes } from 'node:crypto';
import type { AnswerOf, Draft, makeDraftLink, readDraftLinks } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { note } from '../audit';
import { Database, MachineClock, Vault } from '../platform';
import { Refusal, take } from '../wire';
import { fairInTurn } from './draft';
import { type By, DraftService } from './draft.service';

// A whole draft is a lot to read: a director reads it again now and then, a program that guesses goes on and on.
const readsPerMinute = 30;
const seenEvery = 60_000;

/** Links with which a draft can be read and nothing else. */
@Injectable()
export class LinksService {
  private readonly perAddress = new RateLimiterMemory({ points: readsPerMinute, duration: 60 });

  constructor(
    private readonly database: Database,
    private readonly drafts: DraftService,
    private readonly vault: Vault,
    private readonly clock: MachineClock,
  ) {}

  async make(by: By, name: string): Promise<AnswerOf<typeof makeDraftLink>> {
    const token = randomBytes(32).toString('base64url');
    const id = await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const [row] = await tx.sql.query<{ id: string }[]>('insert into draft_link (fair_id, name, hash, made, made_by) values ($1, $2, $3, $4, $5) returning id', [fair.id, name, this.hashOf(token), new Date(this.clock.now()), by.id]);
      if (!row) throw new Error('a link was not written');
      await note(tx, { fair: fair.id, by: by.id, deed: 'draftLink.made', on: { kind: 'link', id: row.id }, from: by.address });
      return row.id;
    });
    return { id, token };
  }

  async list(): Promise<AnswerOf<typeof readDraftLinks>> {
    const rows = await this.database.rows<{ id: string; name: string; made: Date; seen: Date | null; revoked: Date | null }>(
      'select l.id, l.name, l.made, l.seen, l.revoked from draft_link l join fair f on f.id = l.fair_id and f.current order by l.made desc, l.id limit 200',
    );
    return { links: rows.map(({ id, name, made, seen, revoked }) => ({ id, name, made: made.toISOString(), seen: seen?.toISOString() ?? null, revoked: revoked?.toISOString() ?? null })) };
  }

  async revoke(by: By, link: string): Promise<Record<string, never>> {
    return await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const [taken] = await tx.sql.query<[object[], number]>('update draft_link set revoked = $3 where fair_id = $1 and id = $2 and revoked is null returning id', [fair.id, link, new Date(this.clock.now())]);
      if (taken.length > 0) {
        await note(tx, { fair: fair.id, by: by.id, deed: 'draftLink.revoked', on: { kind: 'link', id: link }, from: by.address });
        return {};
      }
      const known = await tx.sql.query<object[]>('select 1 from draft_link where fair_id = $1 and id = $2', [fair.id, link]);
      if (known.length === 0) throw new Refusal('timetable.linkUnknown');
      return {};
    });
  }

  /** The draft, for whoever holds a link that was not taken back. */
  async read(token: string, address: string): Promise<Draft> {
    await take(this.perAddress, address);
    const now = this.clock.now();
    const [link] = await this.database.rows<{ id: string; seen: Date | null }>(
      'select l.id, l.seen from draft_link l join fair f on f.id = l.fair_id and f.current where l.hash = $1 and l.revoked is null',
      [this.hashOf(token)],
    );
    if (!link) throw new Refusal('timetable.linkUnknown');
    if (!link.seen || link.seen.getTime() < now - seenEvery) await this.database.rows('update draft_link set seen = $2 where id = $1', [link.id, new Date(now)]);
    return await this.drafts.readWithoutAccounts();
  }

  private hashOf(token: string): string {
    return this.vault.hash('draftLink', token).toString('base64url');
  }
}

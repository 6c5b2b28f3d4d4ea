import { type AnswerOf, type AskedOf, type copyMailLink, type Language, LinkToken, type MailRow, MailState, type PersonName, type readOutbox } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { note } from '../audit';
import { CONFIG, type Config, Database, enqueue, Jobs, MachineClock, type Tx, Vault } from '../platform';
import { Refusal } from '../wire';
import { alive } from './mail.service';

type Row = { id: string; kind: string; language: Language; to: string; person: string | null; name: PersonName | null; state: MailRow['state']; attempts: number; created: Date; sent: Date | null; error: string | null; link: boolean };
type LinkRow = { fair: string; kind: string; person: string | null; secret: Buffer | null; key: string; link: string | null; used: Date | null; revoked: Date | null; expires: Date | null };
/** Who acts, and from where. */
export type By = { id: string; address: string };

const page = 50;
const here = 'm.fair_id = (select id from fair where current)';
const link = `(m.kind = 'invitation' and m.secret is not null and ${alive})`;
const state = `case when m.state = 'held' and not ${link} then 'unsent' else m.state end`;
const shown = `select m.id, m.kind, m.language, m.to_address as "to", p.id as person, p.name, ${state} as state, m.attempts, m.created, m.sent, m.error, ${link} as link
  from mail m left join person p on p.id = m.person_id`;

/** What the fair sent and what waits, for its organiser. */
@Injectable()
export class OutboxService {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read({ state: only, page: asked }: AskedOf<typeof readOutbox>): Promise<AnswerOf<typeof readOutbox>> {
    const counted = await this.database.rows<{ state: MailRow['state']; count: number }>(`select ${state} as state, count(*)::int as count from mail m where ${here} group by 1`, [this.now()]);
    const counts = Object.fromEntries(MailState.options.map((one) => [one, counted.find((row) => row.state === one)?.count ?? 0])) as Record<MailRow['state'], number>;
    const rows = await this.database.rows<Row>(`${shown} where ${here} and ($2::text is null or ${state} = $2) order by m.created desc, m.id limit $3 offset $4`, [this.now(), only, page, asked * page]);
    const total = only === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[only];
    return { mails: rows.map(told), total, counts, server: Boolean(this.config.SMTP_URL) };
  }

  /** Only an invitation: whoever hands over a link to sign in could be anybody. */
  async copy(by: By, id: string): Promise<AnswerOf<typeof copyMailLink>> {
    return await this.database.decide(async (tx) => {
      const [row] = await tx.sql.query<LinkRow[]>(
        `select m.fair_id as fair, m.kind, m.person_id as person, m.secret, m.key, k.id as link, k.used, k.revoked, k.expires from mail m left join link k on k.id = m.link_id where m.id = $1 and ${here}`,
        [id],
      );
      if (row?.kind !== 'invitation' || row.link === null) throw new Refusal('outbox.noLink');
      if (row.used) throw new Refusal('enter.linkUsed');
      if (row.revoked || !row.expires || row.expires <= this.now()) throw new Refusal('enter.linkOver');
      const token = this.tokenIn(row);
      if (!token) throw new Refusal('outbox.noLink');
      await note(tx, { fair: row.fair, by: by.id, deed: 'link.copied', on: row.person ? { kind: 'person', id: row.person } : { kind: 'mail', id }, detail: { mail: id }, from: by.address });
      return { token };
    });
  }

  /** Whatever was sent already stays sent: its link left the house with it. */
  async resend(by: By, id: string): Promise<MailRow> {
    const row = await this.database.decide(async (tx) => {
      const [again] = await tx.sql.query<[{ fair: string }[], number]>(`update mail m set state = 'waiting', error = null where id = $1 and state in ('failed', 'held') and ${here} returning fair_id as fair`, [id]);
      const fair = again[0]?.fair;
      if (fair) {
        await enqueue(tx, 'mail.send', { mail: id });
        await note(tx, { fair, by: by.id, deed: 'mail.resent', on: { kind: 'mail', id }, from: by.address });
      }
      return await this.row(tx, id);
    });
    this.jobs.wake();
    return told(row);
  }

  private async row(tx: Tx, id: string): Promise<Row> {
    const [row] = await tx.sql.query<Row[]>(`${shown} where m.id = $2 and ${here}`, [this.now(), id]);
    if (!row) throw new Refusal('people.unknown');
    return row;
  }

  private tokenIn({ secret, key }: LinkRow): string | null {
    if (!secret) return null;
    try {
      return LinkToken.parse((JSON.parse(this.vault.open(secret, `mail:${key}`)) as { token: unknown }).token);
    } catch {
      // Sealed under a key that the server no longer has.
      return null;
    }
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const told = ({ person, name, created, sent, ...row }: Row): MailRow => ({ ...row, person: person === null ? null : { id: person, name }, created: created.toISOString(), sent: sent?.toISOString() ?? null });

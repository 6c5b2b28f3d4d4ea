import { type Language, Mail, type PersonName, type Words } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG, type Config, Database, enqueue, Jobs, LOG, type Log, MachineClock, type Tx, Vault } from '../platform';
import { type Told, written } from './mail.letter';
import { type MailKind, mailKinds } from './post';

type Row = { id: string; kind: string; language: Language; to: string; values: Record<string, string>; secret: Buffer | null; key: string; demo: boolean; linkId: string | null; created: Date; expires: Date | null; alive: boolean; fair: Words; zone: string; name: PersonName | null; roles: string[] };
type Secret = { token: string; code?: string | null };

/** A link that still lets someone in, of the mail `m` at the moment `$1`. */
export const alive = `exists (select 1 from link l where l.id = m.link_id and l.used is null and l.revoked is null and l.expires > $1)`;

/** Where the button leads of a mail that brings no link to enter. */
const pageOf: Partial<Record<MailKind, string>> = { roleChanged: 'account', secondFactorSet: 'account', addressKnown: 'enter', addressChanged: 'help', sessionsChanged: 'programme', reminder: 'programme', planChanged: 'programme', seatOffered: 'programme', speakersTold: 'speaker' };
const seconds = 1000;

/** Sends what decisions left to be sent. A mail that went out twice, because its sender was killed in between, bears the same Message-ID twice. */
@Injectable()
export class MailService implements OnModuleInit, OnApplicationBootstrap {
  private readonly transport: ReturnType<typeof transportOf> | null;

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.transport = config.SMTP_URL ? transportOf(config.SMTP_URL) : null;
  }

  onModuleInit(): void {
    this.jobs.on('mail.send', async ({ mail }, { last }) => this.send(String(mail), last));
    this.jobs.on('mail.forget', async ({ mail }) => this.forget(String(mail)));
  }

  /** What this fair held for want of a mail server goes out once there is one, if it still says something true. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.transport) return;
    await this.database.decide(async (tx) => {
      const [released] = await tx.sql.query<[{ id: string }[], number]>(
        `update mail m set state = 'waiting' where state = 'held' and not m.demo and m.fair_id = (select id from fair where current) and (${alive} or (m.link_id is null and m.created > $1::timestamptz - interval '1 day')) returning id`,
        [new Date(this.clock.now())],
      );
      for (const { id } of released) await enqueue(tx, 'mail.send', { mail: id });
    });
  }

  private async send(id: string, last: boolean): Promise<void> {
    const row = await this.row(id);
    // Sent already, or somebody deleted their account.
    if (!row) return;
    if (row.linkId !== null && !row.alive) return await this.change(id, { state: 'failed', error: 'link over', wiped: true });
    if (lateIn(row, this.clock.now())) return await this.change(id, { state: 'failed', error: 'too late', wiped: true });
    if (row.demo) return await this.keep(row, 'held', 'demonstration');
    if (!this.transport) return await this.keep(row, 'held', null);
    const secret = this.open(row);
    if (row.linkId !== null && !secret) return await this.change(id, { state: 'failed', error: 'link unreadable', wiped: true });
    // A mail program reads more than one address, or a line of its own, out of what is none.
    if (Mail.safeParse(row.to).data !== row.to) return await this.change(id, { state: 'failed', error: 'address unusable', wiped: true });
    await this.database.rows('update mail set attempts = attempts + 1 where id = $1', [id]);
    const { MAIL_FROM, PUBLIC_URL } = this.config;
    try {
      const { subject, text, html } = written(this.told(row, secret), this.clock.now());
      await this.transport.sendMail({
        from: MAIL_FROM,
        to: { name: '', address: row.to },
        envelope: { from: addressIn(MAIL_FROM), to: [row.to] },
        subject,
        text,
        html,
        date: row.created,
        messageId: `<${id}@${addressIn(MAIL_FROM).split('@')[1] ?? new URL(PUBLIC_URL).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': row.language },
        xMailer: false,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      const { reason, forGood } = refusalIn(error);
      if (forGood || last) {
        this.log.warn({ mail: id, code: codeIn(error) }, 'a mail was refused');
        return await this.keep(row, 'failed', reason);
      }
      await this.database.rows('update mail set error = $2 where id = $1', [id, reason]);
      // The job's own line tells this and no cause: it must name nobody.
      throw new Error(`the mail server did not take it: ${reason}`, { cause: error });
    }
    await this.change(id, { state: 'sent', error: null, wiped: true });
  }

  private told(row: Row, secret: Secret | null): Told {
    const kind = mailKinds.find((one) => one === row.kind);
    if (!kind) throw new Error(`no template for ${row.kind}`);
    const here = `${this.config.PUBLIC_URL}/${row.language}`;
    const page = row.values['page'] ?? pageOf[kind];
    const link = secret ? `${here}/enter/link#${secret.token}` : page ? `${here}/${page}` : null;
    const { given = '', taken = '', sessions = '[]', until, subject, text = '' } = row.values;
    return { kind, language: row.language, fair: row.fair, zone: row.zone, name: row.name, link, code: secret?.code ?? null, expires: row.expires ?? (until === undefined ? null : new Date(until)), invited: row.roles, given: given.split(' '), taken: taken.split(' '), sessions: JSON.parse(sessions) as Told['sessions'], own: subject === undefined ? null : { subject, text } };
  }

  private async row(id: string): Promise<Row | undefined> {
    const [row] = await this.database.rows<Row>(
      `select m.id, m.kind, m.language, m.to_address as "to", m."values", m.secret, m.key, m.demo, m.link_id as "linkId", m.created, k.expires, ${alive} as alive, f.name as fair, f.zone, p.name,
         array(select r.role from role_held r where r.holder = m.person_id::text and r.fair_id = m.fair_id order by r.role) as roles
       from mail m join fair f on f.id = m.fair_id left join link k on k.id = m.link_id left join person p on p.id = m.person_id where m.id = $2 and m.state = 'waiting'`,
      [new Date(this.clock.now()), id],
    );
    return row;
  }

  private open({ secret, key }: Row): Secret | null {
    if (!secret) return null;
    try {
      return JSON.parse(this.vault.open(secret, `mail:${key}`)) as Secret;
    } catch {
      return null;
    }
  }

  /** It may be handed over or sent again while its link lives; then its secret goes. */
  private async keep({ id, expires }: Row, state: 'held' | 'failed', error: string | null): Promise<void> {
    await this.database.decide(async (tx) => {
      await this.change(id, { state, error, wiped: false }, tx);
      if (expires) await enqueue(tx, 'mail.forget', { mail: id }, { after: expires, key: `mail.forget:${id}` });
    });
  }

  private async change(id: string, { state, error, wiped }: { state: string; error: string | null; wiped: boolean }, tx?: Tx): Promise<void> {
    const sql = `update mail set state = $2, error = $3, sent = case when $2 = 'sent' then $4::timestamptz end, secret = case when $5::boolean then null else secret end where id = $1 and state = 'waiting'`;
    const values = [id, state, error, new Date(this.clock.now()), wiped];
    await (tx ? tx.sql.query(sql, values) : this.database.rows(sql, values));
  }

  private async forget(id: string): Promise<void> {
    await this.database.rows(`update mail m set secret = null where id = $2 and not ${alive}`, [new Date(this.clock.now()), id]);
  }
}

/** Whether what it says is over: nobody wants to be reminded of what began an hour ago. */
const lateIn = ({ values }: Pick<Row, 'values'>, now: number): boolean => values['until'] !== undefined && Date.parse(values['until']) <= now;

/** A mail server that does not answer soon does not answer; a password never crosses the network in the clear. */
function transportOf(url: string) {
  const { username, hostname, searchParams } = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return createTransport({
    url,
    connectionTimeout: 10 * seconds,
    greetingTimeout: 10 * seconds,
    dnsTimeout: 10 * seconds,
    socketTimeout: 20 * seconds,
    ...(username && !local && !searchParams.has('requireTLS') ? { requireTLS: true } : {}),
  } as Parameters<typeof createTransport>[0]);
}

const addressIn = (from: string): string => (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim();

const codeIn = (error: unknown): string => (typeof error === 'object' && error !== null && 'responseCode' in error && typeof error.responseCode === 'number' ? String(error.responseCode) : typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown');

/** What the mail server said, in one line and without the address it said it about. A wrong password of ours is no answer about the mail, whatever its number. */
export function refusalIn(error: unknown): { reason: string; forGood: boolean } {
  const { code, response, message } = error instanceof Error ? (error as Error & { code?: string; response?: string }) : { code: '', response: '', message: String(error) };
  const reason = (response || `${code ?? ''} ${message}`)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\S+@\S+/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { reason, forGood: aboutTheMail && (/^5/.test(codeIn(error)) || !response) };
}

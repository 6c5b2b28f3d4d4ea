import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { AnswerOf, AskedOf, FileFacts, SentFile, aboutFiles, bringFile, dropFile, readFile } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, Database, FileStore, LOG, type Log, MachineClock, Scanner, ScannerDown, type Tx, Vault, enqueue } from '../platform';
import { type Call, type Caller, Gate, Refusal } from '../wire';
import { lookedAt, nameOf } from './look';

type Row = Omit<FileFacts, 'brought' | 'scan'> & { scan: 'clean' | 'unscanned' | 'held' | 'infected'; brought: Date; hash: string; released: boolean; mine: boolean };

const megabyte = 1024 * 1024;
/** Seconds that a ticket to the other address is good for. */
const ticketSeconds = 60;
/** How long what everyone may have is not asked for again. Milliseconds. */
const remembered = 5000;
const rememberedMost = 2000;
const lockOfFair = 'select pg_advisory_xact_lock(hashtextextended($1, 7))';

/** What a visitor may read is on show; a draft's photo is seen by whom it shows, and by who prepares that person. */
const rows = `select f.id, f.use, f.name, f.type, f.size, f.scan, f.brought, f.hash,
    exists (select 1 from session s where s.fair_id = f.fair_id and s.state <> 'draft' and case f.use
      when 'attachment' then f.id = any(s.attachments)
      else exists (select 1 from session_person p where p.session_id = s.id and p.photo = f.id) end) as released,
    coalesce(f.person::text = $2 or exists (select 1 from draft_item d where d.fair_id = f.fair_id and d.content->>'kind' = 'speaker' and d.content->>'photo' = f.id::text
      and (d.content->>'person' = $2 or exists (select 1 from role_held r where r.holder = $2 and r.role = 'assistant' and r.object_id::text = d.content->>'person'))), false) as mine
  from file f join fair c on c.id = f.fair_id and c.current where f.id = any($1::uuid[])`;

/** Files brought before $1 ($2: this one alone) that no draft names, no release that is kept, and nothing that visitors read: one look at each content, however many files there are. */
const unnamedFiles = `
  with old as materialized (select f.id, f.fair_id from file f where f.brought < $1 and ($2::uuid is null or f.id = $2)
      and not exists (select 1 from session s where s.fair_id = f.fair_id and f.id = any(s.attachments))
      and not exists (select 1 from session_person p where p.photo = f.id)),
    contents as (
      select content from draft_item where fair_id in (select fair_id from old) and content is not null
      union all select item.value from release r, jsonb_each(r.content) item where r.fair_id in (select fair_id from old)),
    named as (
      select jsonb_array_elements_text(content->'attachments') as id from contents where content->>'kind' = 'session'
      union select content->>'photo' from contents where content->>'kind' = 'speaker' and content->>'photo' is not null)
  select id from old where id::text not in (select id from named) order by id`;

/** What people bring: looked at, kept, given out to whoever may have it, taken away. */
@Injectable()
export class FilesService {
  private readonly known = new Map<string, { row: Row; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
    private readonly store: FileStore,
    private readonly scanner: Scanner,
    private readonly vault: Vault,
    private readonly gate: Gate,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async bring({ id: person }: Caller, { bytes, name, use }: AskedOf<typeof bringFile>): Promise<AnswerOf<typeof bringFile>> {
    const kept = await lookedAt(bytes, use);
    const id = randomUUID();
    const scan = await this.scanned(kept.bytes, id);
    if (scan === 'infected') throw new Refusal('file.infected');
    const file = { id, use, name: nameOf(name, kept.ending, id.slice(0, 8)), type: kept.type, size: kept.bytes.length, scan, brought: new Date(this.clock.now()) };
    try {
      if (kept.small) await this.store.put(`${id}~small`, kept.small);
      await this.store.put(id, kept.bytes);
      await this.database.decide(async (tx) => {
        const fair = await this.roomFor(tx, person, file.size);
        await tx.sql.query('insert into file (id, fair_id, person, use, name, type, size, scan, brought, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [id, fair, person, use, file.name, file.type, file.size, scan, file.brought, createHash('sha256').update(kept.bytes).digest('base64url')]);
        if (scan === 'held') await enqueue(tx, 'file.scan', { id }, { key: `file.scan:${id}` });
      });
    } catch (error) {
      await this.forget(id);
      throw error;
    }
    return { ...file, brought: file.brought.toISOString() };
  }

  async about({ files }: AskedOf<typeof aboutFiles>, { caller }: Call): Promise<AnswerOf<typeof aboutFiles>> {
    const found = await this.rows(files, caller);
    const sees = found.some(({ mine }) => !mine) && (await this.may(caller, 'programme.see'));
    const told = found.filter((row) => row.mine || sees || (row.released && isGiven(row)));
    return { files: told.map(({ id, use, name, type, size, brought, scan, mine }) => ({ id, use, name, type, size, brought: brought.toISOString(), scan: mine || sees ? scan : null })) };
  }

  async read({ file }: AskedOf<typeof readFile>, { caller, headers }: Call): Promise<SentFile> {
    const [address = '', ticket] = file.split('!');
    const [id = '', size] = address.split('~');
    const { FILES_URL } = this.config;
    const there = FILES_URL !== undefined && headers['host'] === new URL(FILES_URL).host;
    // Elsewhere a ticket would be good for another, and that for the next.
    const row = await this.given(id, caller, there && ticket !== undefined && this.isTicket(address, ticket));
    if (!row || (size && row.use !== 'photo')) throw new Refusal('file.unknown');
    if (FILES_URL && !there) return { location: `${FILES_URL}/api/files/${address}${row.released ? '' : `!${this.ticketTo(address)}`}`, everyone: row.released };
    const name = size ? `${id}~${size}` : id;
    const length = await this.store.size(name);
    if (length === null) throw new Refusal('file.unknown');
    return { name: row.name, type: row.type, size: length, hash: size ? `${row.hash}~${size}` : row.hash, inline: row.use === 'photo', everyone: row.released, opens: () => this.store.open(name) };
  }

  async drop(caller: Caller, { file }: AskedOf<typeof dropFile>): Promise<AnswerOf<typeof dropFile>> {
    const edits = await this.may(caller, 'programme.edit');
    await this.database.decide(async (tx) => {
      const [row] = await tx.sql.query<{ released: boolean; drafted: boolean }[]>(
        `select r.released, exists (select 1 from draft_item d where d.fair_id = f.fair_id and d.content::text like '%' || f.id || '%') as drafted
         from (${rows}) r join file f on f.id = r.id where f.person::text = $2 or $3::boolean for update of f`,
        [[file], caller.id, edits],
      );
      if (!row) throw new Refusal('file.unknown');
      if (row.released || row.drafted) throw new Refusal('file.inUse');
      await tx.sql.query('delete from file where id = $1', [file]);
      await enqueue(tx, 'file.forget', { id: file }, { key: `file.forget:${file}` });
    });
    this.known.delete(file);
    return {};
  }

  /** The files brought before a moment that nothing names. */
  async unnamed({ sql }: Tx, before: Date): Promise<string[]> {
    return (await sql.query<{ id: string }[]>(unnamedFiles, [before, null])).map(({ id }) => id);
  }

  /** Takes a file away if still nothing names it; whoever saves its name at this moment waits, or is waited for. */
  async dropUnnamed(id: string): Promise<void> {
    await this.database.decide(async (tx) => {
      await tx.sql.query('select 1 from file where id = $1 for update', [id]);
      const [row] = await tx.sql.query<{ id: string }[]>(unnamedFiles, [new Date(this.clock.now()), id]);
      if (!row) return;
      await tx.sql.query('delete from file where id = $1', [id]);
      await enqueue(tx, 'file.forget', { id }, { key: `file.forget:${id}` });
    });
    this.known.delete(id);
  }

  /** Looks at a file that no scanner has looked at yet; what is infected is there no more. */
  async look(id: string): Promise<void> {
    const [row] = await this.database.rows<{ id: string }>(`select id from file where id = $1 and scan in ('held', 'unscanned')`, [id]);
    const bytes = row && this.scanner.configured ? await this.store.read(id) : null;
    if (!bytes) return;
    const scan = await this.scanner.scan(bytes);
    await this.database.rows(`update file set scan = $2 where id = $1 and scan in ('held', 'unscanned')`, [id, scan]);
    if (scan === 'infected') {
      this.log.warn({ file: id }, 'a scanner found something in a file');
      await this.forget(id);
    }
  }

  /** Takes the bytes of a file away whose row is gone, or was never written. */
  async letGo(id: string): Promise<void> {
    const [row] = await this.database.rows<{ id: string }>('select id from file where id = $1', [id]);
    if (!row) await this.forget(id);
  }

  private async forget(id: string): Promise<void> {
    this.known.delete(id);
    await this.store.drop(id);
    await this.store.drop(`${id}~small`);
  }

  private async scanned(bytes: Uint8Array, id: string): Promise<Row['scan']> {
    if (!this.scanner.configured) return 'unscanned';
    try {
      return await this.scanner.scan(bytes);
    } catch (error) {
      if (!(error instanceof ScannerDown)) throw error;
      this.log.warn({ file: id, error: String(error) }, 'no scanner looked at a file: it is held');
      return 'held';
    }
  }

  /** The fair that a person's file goes to, while there is room; whoever is erased meanwhile keeps nothing. */
  private async roomFor(tx: Tx, person: string, size: number): Promise<string> {
    const [owner] = await tx.sql.query<{ fair: string }[]>(`select p.fair_id as fair from person p join fair f on f.id = p.fair_id and f.current where p.id = $1 and p.kind = 'account' for update of p`, [person]);
    if (!owner) throw new Refusal('people.signedOut');
    await tx.sql.query(lockOfFair, [owner.fair]);
    const [held] = await tx.sql.query<{ mine: string; all: string }[]>('select coalesce(sum(size) filter (where person = $2), 0) as mine, coalesce(sum(size), 0) as all from file where fair_id = $1', [owner.fair, person]);
    if (Number(held?.mine) + size > this.config.FILES_PER_PERSON_MB * megabyte) throw new Refusal('file.yoursFull');
    if (Number(held?.all) + size > this.config.FILES_PER_FAIR_MB * megabyte) throw new Refusal('file.fairFull');
    return owner.fair;
  }

  /** The file, if this caller gets it; what everyone may have costs no query a reader. */
  private async given(id: string, caller: Caller | null, ticketed: boolean): Promise<Row | null> {
    const known = this.known.get(id);
    if (known && known.until > this.clock.now()) return known.row;
    const [row] = await this.rows([id], caller);
    if (!row || !isGiven(row)) return null;
    if (row.released) {
      if (this.known.size >= rememberedMost) this.known.clear();
      this.known.set(id, { row, until: this.clock.now() + remembered });
    }
    return row.released || row.mine || ticketed || (await this.may(caller, 'programme.see')) ? row : null;
  }

  private async rows(ids: readonly string[], caller: Caller | null): Promise<Row[]> {
    return await this.database.rows<Row>(rows, [ids, caller?.kind === 'person' ? caller.id : null]);
  }

  private async may(caller: Caller | null, right: 'programme.see' | 'programme.edit'): Promise<boolean> {
    if (caller?.kind !== 'person') return false;
    try {
      await this.gate.mustHold(caller, right, null);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private ticketTo(address: string, expires = Math.floor(this.clock.now() / 1000) + ticketSeconds): string {
    const until = expires.toString(36);
    return `${until}.${this.vault.hash('file ticket', `${address} ${until}`).toString('base64url')}`;
  }

  private isTicket(address: string, ticket: string): boolean {
    const expires = parseInt(ticket.split('.')[0] ?? '', 36);
    const right = Buffer.from(this.ticketTo(address, expires));
    const brought = Buffer.from(ticket);
    return expires * 1000 > this.clock.now() && right.length === brought.length && timingSafeEqual(right, brought);
  }
}

/** What is held is nobody's until a scanner has looked at it. */
const isGiven = ({ scan }: Row): boolean => scan === 'clean' || scan === 'unscanned';

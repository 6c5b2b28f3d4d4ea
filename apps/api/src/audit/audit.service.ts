import { type AnswerOf, type AskedOf, type AuditLine, type exportAudit, type PersonName, type readAudit } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { Database, MachineClock, type Tx } from '../platform';
import { Refusal } from '../wire';
import { note } from './audit';
import { csvOf } from './csv';

type Row = { id: string; at: Date; actor: string; deed: string; kind: string; object: string; detail: Record<string, unknown>; from: string };
type Filter = AskedOf<typeof exportAudit>;
type Reader = Tx['sql'] | Database['source'];

const page = 50;
const most = 50_000;
const columns = ['id', 'at', 'actor', 'actor_name_ar', 'actor_name_latin', 'deed', 'object_kind', 'object', 'object_name_ar', 'object_name_latin', 'detail', 'from'];
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads the audit of the current fair. Names are those of today: whoever is gone has none. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
  ) {}

  async read({ before, ...filter }: AskedOf<typeof readAudit>): Promise<AnswerOf<typeof readAudit>> {
    const { source } = this.database;
    const lines = await linesOf(source, filter, { before, most: page + 1 });
    const deeds = await source.query<{ deed: string }[]>('select distinct deed from audit where fair_id = (select id from fair where current) order by 1');
    return { lines: lines.slice(0, page), more: lines.length > page, deeds: deeds.map(({ deed }) => deed) };
  }

  /** A table to keep; that it was taken away is a line of the audit itself. */
  async export(filter: Filter, by: { id: string; address: string }): Promise<AnswerOf<typeof exportAudit>> {
    const lines = await this.database.decide(async (tx) => {
      const [fair] = await tx.sql.query<{ id: string }[]>('select id from fair where current');
      if (!fair) throw new Refusal('wire.forbidden');
      const found = await linesOf(tx.sql, filter, { before: null, most });
      await note(tx, { fair: fair.id, by: by.id, deed: 'audit.exported', on: { kind: 'fair', id: fair.id }, detail: { lines: found.length }, from: by.address });
      return found;
    });
    const rows = lines.map(({ id, at, actor, deed, object, detail, from }) => [id, at, actor.id, actor.name?.ar ?? '', actor.name?.latin ?? '', deed, object.kind, object.id, object.name?.ar ?? '', object.name?.latin ?? '', JSON.stringify(detail), from]);
    return { name: `audit-${new Date(this.clock.now()).toISOString().slice(0, 10)}.csv`, csv: csvOf([columns, ...rows]) };
  }
}

async function linesOf(sql: Reader, { actor, deed, object, from, to }: Filter, { before, most: limit }: { before: string | null; most: number }): Promise<AuditLine[]> {
  const rows = await sql.query<Row[]>(
    `select id, at, actor, deed, object_kind as kind, object_id as object, detail, from_address as "from" from audit
     where fair_id = (select id from fair where current) and ($1::text is null or actor = $1) and ($2::text is null or deed = $2) and ($3::text is null or object_id = $3)
       and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5) and ($6::bigint is null or id < $6)
     order by id desc limit $7`,
    [actor, deed, object, from && new Date(from), to && new Date(to), before, limit],
  );
  const ids = new Set(rows.flatMap((row) => [row.actor, row.object]).filter((id) => uuid.test(id)));
  const people = await sql.query<{ id: string; name: PersonName | null }[]>('select id, name from person where id = any($1::uuid[])', [[...ids]]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { id: row.actor, name: names.get(row.actor) ?? null },
    deed: row.deed,
    object: { kind: row.kind, id: row.object, name: names.get(row.object) ?? null },
    detail: row.detail,
    from: row.from,
  }));
}

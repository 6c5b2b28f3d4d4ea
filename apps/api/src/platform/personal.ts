import type { EntityManager } from 'typeorm';

/**
 * What stands in a column. `personal`: about the person whose row it is, told to them and erased. `secret`: likewise, but told only as being there.
 * `key`: a person's id, or one's way to a row of theirs. `published`: about someone, but told to everyone as the organiser wrote it. `plain`: about nobody.
 */
export type Holds = 'personal' | 'secret' | 'key' | 'published' | 'plain';

/** One table as its feature declares it. Conditions are SQL over the row `t`. */
export type TableDeclared = {
  columns: Readonly<Record<string, Holds>>;
  /** Whose row it is, over `me.id` (text), `me.mail` (a proven address or null) and `me.links` (ids of the person's links). Left out: nobody's. */
  mine?: string;
  /** Which of these rows the person may know of; left out: all. What was sent to an address that they only say is theirs is erased with them, but neither told nor counted: whether it was sent, and in which language, would tell who is known here. */
  told?: string;
  /** A column that only some of the person's rows tell them. */
  toldWhere?: Readonly<Record<string, string>>;
  /** Why it outlives the person, as a code; the row then names an id and nothing else. */
  keeps?: string;
  /** When a row has been kept long enough, over `at.now` and `at.closed` (the fairs that ended 90 days ago). */
  over?: string;
  /** The job that is left for each row that goes, with its id: what belongs to it lies elsewhere and must go too. */
  goes?: string;
  /** What leaves a row before the row itself does. */
  empties?: { set: string; where: string };
};

/** What a feature keeps about people, table by table, in the order in which it is erased. */
export type PersonalDeclared = { name: string; tables: Readonly<Record<string, TableDeclared>> };

/** Whose data it is about. `mail`: only an address that this person proved is theirs. */
export type Subject = { id: string; mail: string | null; links: readonly string[] };
/** A moment and the fairs that had ended 90 days before it. */
export type At = { now: Date; closed: readonly string[] };

const me = 'with me as (select $1::text as id, $2::text as mail, $3::uuid[] as links)';
const at = 'with at as (select $1::timestamptz as now, $2::uuid[] as closed)';

/** Tells, erases and lets go what the features declare; it knows none of them. */
export class PersonalData {
  private readonly tables: readonly (readonly [string, TableDeclared])[];

  constructor(readonly declared: readonly PersonalDeclared[]) {
    this.tables = declared.flatMap(({ tables }) => Object.entries(tables));
  }

  /** Everything that is kept about a person: table → rows. */
  async tell(sql: EntityManager, subject: Subject): Promise<Record<string, Record<string, unknown>[]>> {
    const told: Record<string, Record<string, unknown>[]> = {};
    for (const [table, { columns, mine, told: may = 'true', toldWhere }] of this.tables) {
      if (!mine) continue;
      const said = Object.entries(columns).map(([column, holds]) => `${saidAs(column, holds, toldWhere?.[column])} as "${column}"`);
      const rows = await sql.query<Record<string, unknown>[]>(`${me} select ${said.join(', ')} from "${table}" t, me where (${mine}) and (${may})`, values(subject));
      if (rows.length > 0) told[table] = rows;
    }
    return told;
  }

  /** Erases a person's rows; answers how many of each table that they may know of, and the codes of what had to be kept. */
  async erase(sql: EntityManager, subject: Subject): Promise<{ rows: Record<string, number>; kept: string[] }> {
    const rows: Record<string, number> = {};
    const kept = new Set<string>();
    for (const [table, { mine, told = 'true', keeps, goes }] of this.tables) {
      if (!mine) continue;
      if (keeps) {
        const found = await sql.query<unknown[]>(`${me} select 1 from "${table}" t, me where ${mine} limit 1`, values(subject));
        if (found.length > 0) kept.add(keeps);
        continue;
      }
      if (goes) await sql.query(`${me} ${left(goes, table)}, me where ${mine} on conflict (key) do nothing`, values(subject));
      const [gone] = await sql.query<[{ told: boolean | null }[], number]>(`${me} delete from "${table}" t using me where ${mine} returning (${told}) as told`, values(subject));
      const count = gone.filter((row) => row.told).length;
      if (count > 0) rows[table] = count;
    }
    return { rows, kept: [...kept].sort() };
  }

  /** Lets go the rows that have been kept long enough; answers how many of each table. */
  async letGo(sql: EntityManager, { now, closed }: At): Promise<Record<string, number>> {
    const gone: Record<string, number> = {};
    for (const [table, { over, empties, goes }] of this.tables) {
      if (empties) await sql.query(`${at} update "${table}" t set ${empties.set} from at where ${empties.where}`, [now, closed]);
      if (!over) continue;
      if (goes) await sql.query(`${at} ${left(goes, table)}, at where ${over} on conflict (key) do nothing`, [now, closed]);
      const [, count] = await sql.query<[unknown[], number]>(`${at} delete from "${table}" t using at where ${over}`, [now, closed]);
      if (count > 0) gone[table] = count;
    }
    return gone;
  }
}

/** Leaves a job for rows. */
const left = (job: string, table: string): string => `insert into job (name, body, key) select '${job}', jsonb_build_object('id', t.id), '${job}:' || t.id from "${table}" t`;
const values = ({ id, mail, links }: Subject): unknown[] => [id, mail, links];

/** Another person's id is not told, a secret only as being there. */
function saidAs(column: string, holds: Holds, where: string | undefined): string {
  const said = holds === 'secret' ? `case when t."${column}"::text <> '{}' then 'secret' end` : holds === 'key' ? `case when t."${column}"::text = me.id then me.id end` : `t."${column}"`;
  return where ? `case when ${where} then ${said} end` : said;
}

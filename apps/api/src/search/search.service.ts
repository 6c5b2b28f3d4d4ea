import { createHash } from 'node:crypto';
import type { ChangeKind, Hit, Programme, Session, Words } from '@siccam/contract';
import { type Findable, type Query, type Searched, type Wanted, findables, hitsMost, indexed, queryOf, ranked, wanted } from '@siccam/timetable';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Jobs, type Tx, enqueue } from '../platform';
import { ProgrammeService } from '../programme';
import { ReleaseHearers } from '../timetable';

const job = 'search.rebuild';
/** Grows when the rules by which something is found change, so that what was written by older ones is written anew. */
const rules = 1;
// What the index gives is judged by the rules: more of it than are shown, because it gives some that do not fit.
const judged = 300;
const atOnce = 500;
// Nobody is looked for by these: on the day nearly every release is one of them alone, and reading 1,000 sessions anew cost a fifth of it.
const unlooked: ReadonlySet<ChangeKind> = new Set(['earlier', 'later', 'delayed', 'stage', 'length', 'languages', 'seats']);

type Row = { kind: 'session' | 'speaker'; id: string; names: string; rest: string };

/** Finds sessions and people of the released programme. What is found is written anew once per release, from what visitors read and nothing else. */
@Injectable()
export class SearchService implements OnApplicationBootstrap {
  private known: { programme: Programme; byId: Map<string, { words: Words; sessions: Session[] }>; order: Map<string, number> } | undefined;

  constructor(
    private readonly database: Database,
    private readonly programme: ProgrammeService,
    private readonly jobs: Jobs,
    hearers: ReleaseHearers,
  ) {
    jobs.on(job, async ({ fair }) => this.rebuild(String(fair)));
    // In the decision that publishes: at most one rebuild a release, whichever server does it.
    hearers.add({
      published: async (tx, { fair, number, changes }) => {
        if (changes.some(({ kind }) => !unlooked.has(kind))) await enqueue(tx, job, { fair: fair.id }, { key: `${job}:${fair.id}:release:${number}:${rules}` });
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const [fair] = await this.database.rows<{ id: string; version: number }>('select id, programme_version as version from fair where current');
    if (fair) await this.database.decide((tx) => enqueue(tx, job, { fair: fair.id }, { key: `${job}:${fair.id}:start:${fair.version}:${rules}` }));
    this.jobs.wake();
  }

  /** What fits best, first. */
  async ask(text: string): Promise<Hit[]> {
    const query = queryOf(text);
    if (query.length === 0) return [];
    const { programme, byId, order } = this.current();
    const place = ({ id }: { id: string }) => order.get(id) ?? Infinity;
    const among = (await this.candidates(programme.fair.id, query)).sort((a, b) => place(a) - place(b));
    return ranked(query, among).flatMap(({ kind, id, in: found }): Hit[] => {
      // What was taken out a moment ago is not found any more.
      const one = byId.get(id);
      return one ? [{ kind, id, words: one.words, in: found, sessions: one.sessions.map((session) => ({ id: session.id, slug: session.slug })) }] : [];
    });
  }

  /** What the index gives; in names first, because what is found there stands before all else. */
  private async candidates(fair: string, query: Query): Promise<Findable[]> {
    const inNames = await this.rows(fair, wanted(query, { names: true }));
    const rows = inNames.length >= judged || ranked(query, inNames.map(asFindable)).length >= hitsMost ? inNames : [...inNames, ...(await this.rows(fair, wanted(query, { names: false })))];
    return [...new Map(rows.map((row) => [row.id, asFindable(row)])).values()];
  }

  private rows(fair: string, words: readonly Wanted[]): Promise<Row[]> {
    return this.database.rows<Row>(candidatesQuery, [fair, asTsQuery(words), judged]);
  }

  private current() {
    const programme = this.programme.current();
    if (this.known?.programme === programme) return this.known;
    const byId = new Map<string, { words: Words; sessions: Session[] }>();
    for (const session of programme.sessions) {
      byId.set(session.id, { words: session.title, sessions: [session] });
      for (const { speaker, name } of session.people) if (speaker !== null) byId.set(speaker, { words: name, sessions: [...(byId.get(speaker)?.sessions ?? []).filter((one) => one !== session), session] });
    }
    return (this.known = { programme, byId, order: new Map(findables(programme.sessions).map(({ id }, at) => [id, at])) });
  }

  /** Writes what is found of a fair as its released programme stands now. It may be done twice, and by two servers at once: the later one has read the newer. */
  private async rebuild(fair: string): Promise<void> {
    await this.database.decide((tx) => writeEntries(tx, fair));
  }
}

/** What the index gives of one fair for a question as it is asked, at most so many. In an order that no other index has, or a general plan walks that one through every row. */
export const candidatesQuery = 'select kind, id, names, rest from search_entry where fair_id = $1 and words @@ $2::tsquery order by id limit $3';

const asFindable = ({ kind, id, names, rest }: Row): Findable => {
  const [title = '', people = ''] = names.split('\n');
  return { kind, id, title, people, text: rest };
};

// Folded words hold letters and digits only: nothing in them is a sign to the database.
const asTsQuery = (words: readonly Wanted[]): string => words.map(({ begins, is }) => `(${[...begins.map((begin) => `'${begin}':*`), ...is.map((one) => `'${one}'`)].join(' | ')})`).join(' & ');

/** Brings the rows of a fair to its released sessions; rows that are right stay as they are. */
export async function writeEntries(tx: Tx, fair: string): Promise<void> {
  await tx.sql.query('select pg_advisory_xact_lock($1::bigint)', [lockOf(fair)]);
  const sessions = await tx.sql.query<Searched[]>(releasedSessions, [fair]);
  const rows = await tx.sql.query<Row[]>('select kind, id, names, rest from search_entry where fair_id = $1', [fair]);
  const there = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  const wantedRows = findables(sessions).map((one) => ({ one, row: { kind: one.kind, id: one.id, names: `${one.title}\n${one.people}`, rest: one.text } }));
  const changed = wantedRows.filter(({ row }) => {
    const key = `${row.kind} ${row.id}`;
    const is = there.get(key);
    there.delete(key);
    return is?.names !== row.names || is.rest !== row.rest;
  });
  for (let at = 0; at < changed.length; at += atOnce) {
    await tx.sql.query(
      `insert into search_entry (fair_id, kind, id, names, rest, words)
       select $1, w.kind, w.id, w.names, w.rest, array_to_tsvector(w.words) from jsonb_to_recordset($2::jsonb) as w(kind text, id uuid, names text, rest text, words text[])
       on conflict (fair_id, kind, id) do update set names = excluded.names, rest = excluded.rest, words = excluded.words`,
      [fair, JSON.stringify(changed.slice(at, at + atOnce).map(({ one, row }) => ({ ...row, words: indexed(one) })))],
    );
  }
  await tx.sql.query('delete from search_entry where fair_id = $1 and kind || \' \' || id = any($2::text[])', [fair, [...there.keys()]]);
}

const lockOf = (fair: string): string => createHash('sha256').update(`search ${fair}`).digest().readBigInt64BE(0).toString();

const releasedSessions = `
  select s.id, s.title, s.summary,
    coalesce((select json_agg(json_build_object('speaker', p.speaker, 'name', p.name, 'short', p.short, 'title', p.title) order by p.position) from session_person p where p.session_id = s.id), '[]') as people
  from session s where s.fair_id = $1 and s.state <> 'draft' and s.kind <> 'break' order by s.starts, s.slug`;

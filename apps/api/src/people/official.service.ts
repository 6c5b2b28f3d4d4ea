import { type AskedOf, type confirmOfficial, type Language, languages, type Official, type saveOfficial, type Words } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { append } from '../feed';
import { Database, MachineClock, type Tx } from '../platform';
import { Refusal } from '../wire';
import type { Actor } from './organisers';

type Row = { person: string; fair: string; name: Words | null; title: Words | null; capacity: Words | null; version: number; confirmed: Date | null };
type Saved = Pick<AskedOf<typeof saveOfficial>, 'name' | 'title' | 'capacity'>;

const columns = 'p.id as person, p.fair_id as fair, p.official_name as name, p.title, p.capacity, p.version, p.official_confirmed as confirmed';
const account = `select ${columns} from person p join fair f on f.id = p.fair_id and f.current where p.kind = 'account'`;
const isOfficial = 'coalesce(p.official_name, p.title, p.capacity) is not null';

/** How someone is shown officially: prepared by those who may, right only once the person said so. */
@Injectable()
export class OfficialService {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
  ) {}

  async read(person: string): Promise<Official> {
    const [row] = await this.database.rows<Row>(`${account} and p.id = $1`, [person]);
    if (!row) throw new Refusal('people.unknown');
    return viewOf(row);
  }

  async save(by: Actor, { person, version, ...asked }: AskedOf<typeof saveOfficial>): Promise<Official> {
    const saved = written(asked);
    return await this.database.decide(async (tx) => {
      const before = await this.locked(tx, person);
      if (before.version !== version) throw new Refusal('people.changedMeanwhile');
      // Saved as it was, nothing changed, and the person's word still holds.
      if (JSON.stringify(written({ name: before.name ?? {}, title: before.title ?? {}, capacity: before.capacity ?? {} })) === JSON.stringify(saved)) return viewOf(before);
      const [rows] = await tx.sql.query<[Row[], number]>(
        `update person p set official_name = $2, title = $3, capacity = $4, official_confirmed = null, version = version + 1 where id = $1 returning ${columns}`,
        [person, ...[saved.name, saved.title, saved.capacity].map((words) => (words === null ? null : JSON.stringify(words)))],
      );
      append(tx, `person:${person}`, 'person.changed', {});
      await note(tx, { fair: before.fair, by: by.caller.id, deed: 'official.saved', on: { kind: 'person', id: person }, detail: { version: before.version + 1 }, from: by.address });
      return viewOf(rows[0] ?? before);
    });
  }

  /** The person's own word, for the version that was shown to them. */
  async confirm(by: Actor, { version }: AskedOf<typeof confirmOfficial>): Promise<Official> {
    const person = by.caller.id;
    return await this.database.decide(async (tx) => {
      const before = await this.locked(tx, person);
      if (!before.name && !before.title && !before.capacity) throw new Refusal('people.unknown');
      if (before.version !== version) throw new Refusal('people.changedMeanwhile');
      if (before.confirmed) return viewOf(before);
      const now = new Date(this.clock.now());
      await tx.sql.query('update person set official_confirmed = $2 where id = $1', [person, now]);
      append(tx, `person:${person}`, 'person.changed', {});
      await note(tx, { fair: before.fair, by: person, deed: 'official.confirmed', on: { kind: 'person', id: person }, detail: { version }, from: by.address });
      return viewOf({ ...before, confirmed: now });
    });
  }

  /** The caller's own, where there is something to confirm, and those they assist. */
  async mine(person: string): Promise<{ officials: Official[] }> {
    const rows = await this.database.rows<Row>(
      `${account} and (p.id = $1 and ${isOfficial} or exists (select 1 from role_held r where r.holder = $1::text and r.role = 'assistant' and r.fair_id = p.fair_id and r.object_id = p.id))
       order by p.id <> $1, p.created, p.id`,
      [person],
    );
    return { officials: rows.map(viewOf) };
  }

  private async locked(tx: Tx, person: string): Promise<Row> {
    const [row] = await tx.sql.query<Row[]>(`${account} and p.id = $1 for update of p`, [person]);
    if (!row) throw new Refusal('people.unknown');
    return row;
  }
}

/** What was really written, languages in order; null where nothing was. */
function written({ name, title, capacity }: Saved): Record<keyof Saved, Words | null> {
  const filled = (words: Partial<Record<Language, string | undefined>>): Words | null => {
    const entries = languages.flatMap((language) => (words[language] ? [[language, words[language]] as const] : []));
    return entries.length > 0 ? Object.fromEntries(entries) : null;
  };
  return { name: filled(name), title: filled(title), capacity: filled(capacity) };
}

const viewOf = ({ person, name, title, capacity, version, confirmed }: Row): Official => ({ person, name: name ?? {}, title: title ?? {}, capacity: capacity ?? {}, version, confirmed: confirmed?.toISOString() ?? null });

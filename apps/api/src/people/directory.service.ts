import { type AskedOf, type AnswerOf, type AuditLine, type findPeople, type Language, type PersonName, type PersonRow, type PersonSheet, type RoleOn, secondFactorRoles } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { Database, MachineClock } from '../platform';
import { Refusal } from '../wire';
import { PeopleService } from './people.service';

type Filter = AskedOf<typeof findPeople>['filter'];

type Row = {
  id: string;
  kind: 'guest' | 'account';
  name: PersonName | null;
  mail: string | null;
  language: Language | null;
  zone: string | null;
  demo: boolean;
  version: number;
  created: Date;
  seen: Date | null;
  roles: RoleOn[] | null;
  invitation: PersonRow['invitation']['state'] | null;
  invitedAt: Date | null;
  factor: PersonRow['secondFactor'];
  banned: Date | null;
};

const perPage = 50;
const lastDeeds = 20;
const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A text as it is compared: small letters, without accents, Arabic vowels and lengthening, its alefs, yas and ta marbutas as they are typed in a hurry. */
const folded = (sql: string): string =>
  String.raw`translate(regexp_replace(normalize(lower(${sql}), NFKD), '[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]', '', 'g'), 'ىةٱیک', 'يهايك')`;

// Someone without a row is a guest who left no name: known while banned, or where the caller names them ($2).
const everyone = `
  everyone as (
    select p.id, p.kind, p.name, p.mail, p.language, p.zone, p.demo, p.version, p.created, p.factor_since, greatest(p.seen, s.seen) as seen
    from person p left join lateral (select max(seen) as seen from sign_in where person_id = p.id) s on true where p.fair_id = $1
    union all
    select n.id, 'guest', null, null, null, null, false, 0, n.since, null, null
    from (select person as id, since from ban where fair_id = $1 and lifted is null union select id, $3::timestamptz from unnest($2::uuid[]) id
          where not exists (select 1 from ban b where b.person = id and b.lifted is null)) n
    where not exists (select 1 from person p where p.id = n.id)
  ),
  known as (
    select e.*, r.roles, i.state as invitation, i.at as "invitedAt", b.since as banned,
      case when e.factor_since is not null then 'active' when r.needed then 'absent' else 'notRequired' end as factor,
      ${folded(`concat_ws(' ', e.name->>'ar', e.name->>'latin', e.mail, r.codes, e.id::text)`)} as text,
      ${folded(`coalesce(nullif(e.name->>'latin', ''), e.name->>'ar')`)} as place
    from everyone e
    left join lateral (
      select jsonb_agg(jsonb_build_object('role', role, 'on', jsonb_build_object('kind', object_kind, 'id', object_id)) order by role, object_id) as roles,
        string_agg(role, ' ') as codes, bool_or(role = any($4)) as needed
      from role_held where holder = e.id::text and fair_id = $1) r on true
    left join lateral (
      select case when l.used is not null then 'opened' when l.revoked is not null then 'revoked' when l.expires <= $3 then 'over'
          when m.state = 'sent' then 'sent' when m.state = 'failed' then 'refused' else 'waiting' end as state,
        case when l.used is not null then l.used when l.revoked is not null then l.revoked when l.expires <= $3 then l.expires else coalesce(m.sent, m.created, l.created) end as at
      from link l left join mail m on m.person_id = l.person_id and m.link_id = l.id
      where l.person_id = e.id and l.kind = 'invitation' order by l.created desc, l.revoked is not null limit 1) i on true
    left join ban b on b.person = e.id and b.lifted is null
  )`;

const filters: Record<Filter, string> = {
  all: 'true',
  waiting: `invitation in ('waiting', 'sent')`,
  factorAbsent: `factor = 'absent'`,
  mailRefused: `invitation = 'refused'`,
  banned: 'banned is not null',
  guests: `kind = 'guest'`,
};
const counts = Object.entries(filters).map(([name, condition]) => `'${name}', count(*) filter (where ${condition})`);

/** The people of the fair as the organiser sees them. */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleService,
    private readonly clock: MachineClock,
  ) {}

  async find({ search, filter, page }: AskedOf<typeof findPeople>): Promise<AnswerOf<typeof findPeople>> {
    const fair = await this.fair();
    const words = search.split(' ').filter(Boolean);
    // A guest without a name is found by the id that somebody saw.
    const pasted = search.trim().toLowerCase();
    const added = anId.test(pasted) && this.people.isHere(pasted) ? [pasted] : [];
    const rows = await this.database.rows<Row & { counts: Record<Filter, number> }>(
      `with ${everyone}, found as materialized (select * from known where not exists (select 1 from unnest($5::text[]) word where strpos(text, ${folded('word')}) = 0))
       select c.counts, f.* from (select jsonb_build_object(${counts.join(', ')}) as counts from found) c
       left join lateral (select * from found where ${filters[filter]} order by place collate "C" nulls last, id limit ${perPage} offset $6) f on true
       order by f.place collate "C" nulls last, f.id`,
      [...this.values(fair, added), words, page * perPage],
    );
    const counted = rows[0]?.counts ?? { all: 0, waiting: 0, factorAbsent: 0, mailRefused: 0, banned: 0, guests: 0 };
    return { people: rows.flatMap((row) => (row.id === null ? [] : [this.view(row)])), total: counted[filter], counts: counted };
  }

  /** Someone of whom there is something to know: a row, a ban, or an open socket. */
  async read(person: string, me: string): Promise<PersonSheet> {
    return await this.sheet(person, me, this.people.isHere(person));
  }

  /** The sheet of one person; `named`: a guest without a row is known too. */
  async sheet(person: string, me: string, named = false): Promise<PersonSheet> {
    const fair = await this.fair();
    const [row] = await this.database.rows<Row>(`with ${everyone} select * from known where id = $5`, [...this.values(fair, named ? [person] : []), person]);
    if (!row) throw new Refusal('people.unknown');
    const history = await this.history(fair, person);
    return { ...this.view(row), version: row.version, zone: row.zone, created: row.created.toISOString(), history, me: person === me };
  }

  private values(fair: string, added: readonly string[]): unknown[] {
    return [fair, added, new Date(this.clock.now()), secondFactorRoles];
  }

  private async fair(): Promise<string> {
    const [fair] = await this.database.rows<{ id: string }>('select id from fair where current');
    if (!fair) throw new Refusal('people.unknown');
    return fair.id;
  }

  /** What was done to someone lately, newest first. */
  private async history(fair: string, person: string): Promise<AuditLine[]> {
    const rows = await this.database.rows<Omit<AuditLine, 'at' | 'actor' | 'object'> & { at: Date; actor: string; actorName: PersonName | null; name: PersonName | null }>(
      `select a.id, a.at, a.actor, a.deed, a.detail, a.from_address as "from", (select name from person where id::text = a.actor) as "actorName", (select name from person where id::text = a.object_id) as name
       from audit a where a.fair_id = $1 and a.object_kind = 'person' and a.object_id = $2 order by a.id desc limit ${lastDeeds}`,
      [fair, person],
    );
    return rows.map(({ id, at, actor, actorName, deed, detail, from, name }) => ({ id, at: at.toISOString(), actor: { id: actor, name: actorName }, deed, object: { kind: 'person', id: person, name }, detail, from }));
  }

  private view(row: Row): PersonRow {
    const { id, kind, name, mail, language, demo } = row;
    return {
      id,
      kind,
      name,
      mail,
      language,
      demo,
      roles: row.roles ?? [],
      invitation: { state: row.invitation ?? 'none', at: row.invitedAt?.toISOString() ?? null },
      secondFactor: row.factor,
      seen: row.seen?.toISOString() ?? null,
      here: this.people.isHere(id),
      banned: row.banned?.toISOString() ?? null,
    };
  }
}

import { type AnswerOf, type AskedOf, type DraftSession, type DraftSpeaker, type Language, type PersonName, type SessionRole, type SpeakerRow, type SpeakerSays, type Words, joinSpeaker, languages, mailSpeakers } from '@siccam/contract';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { note } from '../audit';
import { FairService } from '../fair';
import { append } from '../feed';
import { postAll } from '../mail';
import { Entrance } from '../people';
import { Database, Jobs, MachineClock, type Tx, Vault, enqueue } from '../platform';
import { type DraftFairRow, fairInTurn, type Joined, ReleaseHearers, writeDraft } from '../timetable';
import { Refusal } from '../wire';
import { isWhole, missingOf, programmeRoles, sameName, standingAnswer } from './speaker.rules';
import { type By, type Measured, checkOf } from './speaker.service';

type Item = { id: string; revision: number; content: DraftSpeaker | DraftSession };
type Profile = { id: string; revision: number; content: DraftSpeaker };
type Account = { id: string; name: PersonName | null; language: Language | null; mail: string | null; opened: boolean; writable: boolean };
type Held = { person: string; id: string; role: SessionRole };
type Said = { speaker: string; id: string; answer: SpeakerSays; starts: string | null };

// Their own, or the one at which the organisers invited them.
const writable = `(p.mail is not null and not exists (select 1 from ban b where b.person = p.id and b.lifted is null)
  and (p.mail_proven is not null or exists (select 1 from link l where l.person_id = p.id and l.kind = 'invitation' and l.mail = p.mail)))`;

/** Everyone of the programme for its organisers: what is missing from whom, whose account is whose, and mails to them. */
@Injectable()
export class SpeakerList implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly fairs: FairService,
    private readonly vault: Vault,
    private readonly clock: MachineClock,
    private readonly entrance: Entrance,
    private readonly jobs: Jobs,
    private readonly hearers: ReleaseHearers,
  ) {}

  onModuleInit(): void {
    this.hearers.add({ joined: async (tx, what) => { for (const one of what.joined) await this.follow(tx, what.fair, one, what.by); } });
    // Afterwards: nobody waits to come in until an import is through.
    this.jobs.on('speaker.invited', async ({ person }) => this.joinInvited(String(person)));
    this.entrance.onInvited(async (tx, person) => {
      const roles = await tx.sql.query<object[]>(`select 1 from role_held where holder = $1 and object_kind = 'session' and role = any($2) limit 1`, [person, programmeRoles]);
      if (roles.length > 0) await enqueue(tx, 'speaker.invited', { person });
    });
  }

  async read(): Promise<{ speakers: SpeakerRow[] }> {
    const fair = await this.fairs.current();
    if (!fair) throw new Refusal('wire.forbidden');
    const [items, held, said, checks, shown] = await Promise.all([
      this.database.rows<Item>(`select id, revision, content from draft_item where fair_id = $1 and content->>'kind' in ('speaker', 'session') order by id`, [fair.id]),
      this.database.rows<Held>(`select holder as person, object_id as id, role from role_held where fair_id = $1 and object_kind = 'session' and role = any($2) and holder <> 'bot' order by holder, object_id, role`, [fair.id, programmeRoles]),
      this.database.rows<Said>('select a.speaker, a.session_id as id, a.answer, a.starts from speaker_answer a join session s on s.id = a.session_id where s.fair_id = $1', [fair.id]),
      this.database.rows<Measured>('select speaker, person, at, found from tech_check where fair_id = $1', [fair.id]),
      this.database.rows<{ id: string; title: Words; starts: string; open: boolean }>(`select id, title, starts, state not in ('ended', 'cancelled') as open from session where fair_id = $1 and state <> 'draft' order by starts, id`, [fair.id]),
    ]);
    const speakers = items.flatMap(({ id, content }) => (content.kind === 'speaker' ? [{ id, content }] : []));
    const people = await this.accounts([...speakers.flatMap(({ content }) => content.person ?? []), ...held.map(({ person }) => person)]);
    const sessions = new Map<string, { title: Words; starts: string | null; released: boolean; open: boolean }>(items.flatMap(({ id, content }) => (content.kind === 'session' ? [[id, { title: content.title, starts: content.starts, released: false, open: false }] as const] : [])));
    for (const { id, title, starts, open } of shown) sessions.set(id, { title: sessions.get(id)?.title ?? title, starts, released: true, open });
    const stands = new Map<string, { id: string; role: SessionRole }[]>();
    for (const { id, content } of items) if (content.kind === 'session') for (const { speaker, role } of content.people) stands.set(speaker, [...(stands.get(speaker) ?? []), { id, role }]);
    const answers = new Map(said.map((one) => [`${one.speaker} ${one.id}`, one]));
    const checked = new Map(checks.map((one) => [one.speaker, one]));

    const rowOf = (speaker: string | null, person: string | null, profile: DraftSpeaker | null, at: readonly { id: string; role: SessionRole }[]): SpeakerRow => {
      // Whoever has no profile yet has nothing to answer by.
      const list = at
        .flatMap(({ id, role }) => {
          const session = sessions.get(id);
          return session ? [{ id, role, title: session.title, starts: session.starts, awaited: speaker !== null && session.open, ...(speaker && session.released && session.starts !== null ? standingAnswer(answers.get(`${speaker} ${id}`), session.starts) : { answer: null, moved: false }) }] : [];
        })
        .sort((a, b) => (a.starts ?? '9').localeCompare(b.starts ?? '9') || a.id.localeCompare(b.id));
      const account = person === null ? undefined : people.get(person);
      const known = account ? { id: account.id, name: account.name, opened: account.opened, writable: account.writable, language: account.language ?? 'fr' } : null;
      const check = checkOf(checked.get(speaker ?? person ?? ''), person);
      const open = list.some((session) => session.awaited && session.answer === null);
      const shown = profile && { name: profile.name, title: profile.title, photo: profile.photo, shape: profile.shape, initials: profile.initials };
      return { speaker, person: known, profile: shown, sessions: list, check, ...missingOf({ person: known, profile, open, checked: check !== null && isWhole(check.found) }) };
    };
    const joined = new Set(speakers.map(({ content }) => content.person));
    const others = [...new Set(held.map(({ person }) => person))].filter((person) => !joined.has(person) && people.has(person));
    return {
      speakers: [
        ...speakers.map(({ id, content }) => rowOf(id, content.person, content, stands.get(id) ?? [])),
        ...others.map((person) => rowOf(null, person, null, held.filter((one) => one.person === person))),
      ],
    };
  }

  /** Says whose account someone of the draft is; a check that they made before comes along. */
  async join({ caller, address }: By, { speaker, person }: AskedOf<typeof joinSpeaker>): Promise<AnswerOf<typeof joinSpeaker>> {
    await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const [item] = await tx.sql.query<Profile[]>(`select id, revision, content from draft_item where id = $1 and fair_id = $2 and content->>'kind' = 'speaker'`, [speaker, fair.id]);
      if (!item) throw new Refusal('speaker.unknown');
      if (item.content.person === person) return;
      if (person !== null) {
        const [row] = await tx.sql.query<{ kind: string }[]>('select kind from person where id = $1 and fair_id = $2', [person, fair.id]);
        if (row?.kind !== 'account') throw new Refusal('people.noAccount');
      }
      await this.put(tx, fair, item, person, { by: caller.id, from: address });
    });
    return await this.read();
  }

  /** Joins whoever came by their invitation with the one who is called like them, in a session on which they have that role; where that is not one alone, it stays with the organisers. */
  async joinInvited(person: string): Promise<void> {
    await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const [account] = await tx.sql.query<{ name: PersonName | null }[]>(
        `select name from person where id = $1 and fair_id = $2 and kind = 'account' and not exists (select 1 from draft_item d where d.fair_id = $2 and d.content->>'kind' = 'speaker' and d.content->>'person' = $1::uuid::text)`,
        [person, fair.id],
      );
      const name = account?.name;
      if (!name) return;
      const free = await tx.sql.query<Profile[]>(
        `select d.id, d.revision, d.content from draft_item d where d.fair_id = $2 and d.content->>'kind' = 'speaker' and d.content->>'person' is null and exists (
           select 1 from role_held r join draft_item s on s.id = r.object_id and s.content->>'kind' = 'session', jsonb_array_elements(s.content->'people') p
           where r.holder = $1 and r.fair_id = $2 and r.object_kind = 'session' and p->>'role' = r.role and p->>'speaker' = d.id::text) order by d.id`,
        [person, fair.id],
      );
      const [one, another] = free.filter(({ content }) => sameName(name, content.name));
      if (one && !another) await this.put(tx, fair, one, person, { by: person });
    });
  }

  private async put(tx: Tx, fair: DraftFairRow, { id: speaker, revision, content }: Profile, person: string | null, { by, from = '' }: { by: string; from?: string }): Promise<void> {
    const joined = await writeDraft(tx, fair, { by, at: new Date(this.clock.now()) }, [{ id: speaker, revision, content: { ...content, person } }]);
    for (const one of joined) await this.follow(tx, fair.id, one, { id: by, address: from });
  }

  /** What somebody else answered and measured is not told to whoever comes after them. */
  private async follow(tx: Tx, fair: string, { speaker, was, is }: Joined, { id: by, address: from }: { id: string; address: string }): Promise<void> {
    for (const table of was === null ? [] : ['speaker_answer', 'tech_check']) await tx.sql.query(`delete from ${table} where speaker = $1`, [speaker]);
    if (is !== null) await tx.sql.query('update tech_check set speaker = $1 where speaker = $2 and not exists (select 1 from tech_check t where t.speaker = $1)', [speaker, is]);
    await note(tx, { fair, by, deed: is === null ? 'speaker.parted' : 'speaker.joined', on: { kind: 'person', id: is ?? was ?? speaker }, detail: { speaker }, from });
    for (const one of new Set([is, was])) if (one !== null) append(tx, `person:${one}`, 'person.changed', {});
  }

  /** Writes to those of them whom a mail reaches, each in their language; one `message` is one mail to each. */
  async mail({ caller, address }: By, { message, to, subject, text }: AskedOf<typeof mailSpeakers>): Promise<AnswerOf<typeof mailSpeakers>> {
    const asked = [...new Set(to)];
    const inProgramme = new Set((await this.read()).speakers.flatMap(({ person }) => (person?.writable ? [person.id] : [])));
    const people = [...(await this.accounts(asked)).values()].filter((one) => one.writable && inProgramme.has(one.id));
    const fair = await this.fairs.current();
    if (!fair) throw new Refusal('wire.forbidden');
    const letters = people.map(({ id: person, mail, language }) => {
      const inLanguage = [language ?? 'fr', ...languages].find((one) => subject[one] && text[one]) ?? 'fr';
      return { kind: 'speakersTold' as const, fair: fair.id, person, by: caller.id, to: mail ?? '', language: inLanguage, values: { subject: subject[inLanguage] ?? '', text: text[inLanguage] ?? '' }, key: `speakersTold:${message}:${person}` };
    });
    // Not in the fair's turn: a thousand mails hold up nobody who works on the programme.
    const posted = await this.database.decide(async (tx) => {
      const all = await postAll(tx, this.vault, letters);
      if (all.some((one) => one !== 'known')) await note(tx, { fair: fair.id, by: caller.id, deed: 'speakers.mailed', on: { kind: 'fair', id: fair.id }, detail: { message, people: people.length }, from: address });
      return all;
    });
    const held = posted.filter((one) => one === 'stays').length;
    return { posted: posted.length - held, held, unreached: asked.length - people.length };
  }

  private async accounts(ids: readonly string[]): Promise<Map<string, Account>> {
    const rows = await this.database.rows<Account>(
      `select p.id, p.name, p.language, p.mail, ${writable} as writable, (p.seen is not null or exists (select 1 from sign_in s where s.person_id = p.id)) as opened
       from person p join fair f on f.id = p.fair_id and f.current where p.id::text = any($1::text[]) and p.kind = 'account' order by p.id`,
      [ids],
    );
    return new Map(rows.map((one) => [one.id, one]));
  }
}

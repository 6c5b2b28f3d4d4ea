import { isDeepStrictEqual } from 'node:util';
import type { AnswerOf, AskedOf, Check, CheckFound, DraftSpeaker, SessionRole, SpeakerMine, SpeakerPage, SpeakerSays, answerSession, endCheck, saveSpeaker, takeCheckTicket } from '@siccam/contract';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { note } from '../audit';
import { FairService } from '../fair';
import { append } from '../feed';
import { Database, Jobs, LOG, LiveKit, type Log, MachineClock, type Tx, enqueue } from '../platform';
import { fairInTurn, writeDraft } from '../timetable';
import { type Caller, Refusal } from '../wire';
import { backGrant, checkIdentity, checkLives, checkPlaces, checkRoom, outGrant, programmeRoles, standingAnswer } from './speaker.rules';

/** Who acts, and from which address. */
export type By = { caller: Caller; address: string };

type Item = { speaker: string; person: string; revision: number; changed: Date; content: DraftSpeaker; released: DraftSpeaker | null };
type Stands = { speaker: string; id: string; role: SessionRole; starts: string };
type Said = { speaker: string; id: string; answer: SpeakerSays; starts: string | null };
/** A check as it lies in the database. `person`: whose browser it was. */
export type Measured = { speaker: string; person: string; at: Date; found: CheckFound };

/** Those whom a person is, and those whom they assist. */
const mayPrepare = `d.content->>'kind' = 'speaker' and (d.content->>'person' = $1
  or exists (select 1 from role_held r where r.holder = $1 and r.role = 'assistant' and r.object_kind = 'person' and r.fair_id = d.fair_id and r.object_id::text = d.content->>'person'))`;

/** What someone of the programme prepares: their answers, their profile, the check of their devices. */
@Injectable()
export class SpeakerService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly fairs: FairService,
    private readonly livekit: LiveKit,
    private readonly jobs: Jobs,
    private readonly clock: MachineClock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.on('speaker.checkOver', async ({ room }) => this.livekit.closeOlder(String(room), checkLives.whole));
  }

  async mine({ id }: Caller): Promise<SpeakerMine> {
    const items = await this.database.rows<Item>(
      `select d.id as speaker, d.content->>'person' as person, d.revision, d.changed, d.content,
         (select r.content->(d.id::text) from release r where r.fair_id = d.fair_id order by r.number desc limit 1) as released
       from draft_item d join fair f on f.id = d.fair_id and f.current where ${mayPrepare} order by d.content->>'person' <> $1, d.id`,
      [id],
    );
    const ids = items.map(({ speaker }) => speaker);
    const [stands, said, checks, roles, [assists]] = await Promise.all([
      this.database.rows<Stands>(`select p.speaker, s.id, p.role, s.starts from session_person p join session s on s.id = p.session_id and s.state <> 'draft' where p.speaker = any($1::uuid[]) order by s.starts, s.id, p.position`, [ids]),
      this.database.rows<Said>('select speaker, session_id as id, answer, starts from speaker_answer where speaker = any($1::uuid[])', [ids]),
      this.database.rows<Measured>('select speaker, person, at, found from tech_check where speaker = any($1::uuid[])', [[...ids, id]]),
      this.database.rows<{ id: string; role: SessionRole }>(
        `select s.id, r.role from role_held r join session s on s.id = r.object_id and s.state <> 'draft' join fair f on f.id = s.fair_id and f.current where r.holder = $1 and r.object_kind = 'session' and r.role = any($2) order by s.starts, s.id, r.role`,
        [id, programmeRoles],
      ),
      this.database.rows<{ some: boolean }>(`select exists (select 1 from role_held r join fair f on f.id = r.fair_id and f.current where r.holder = $1 and (r.role = 'assistant' or (r.object_kind = 'session' and r.role = any($2)))) as some`, [id, programmeRoles]),
    ]);
    const speakers = items.map((item) => pageOf(item, { me: id, stands, said, checks }));
    const shown = new Set(speakers.filter(({ mine }) => mine).flatMap(({ sessions }) => sessions.map((session) => session.id)));
    return {
      speakers,
      roles: roles.filter((role) => !shown.has(role.id)),
      check: checkOf(checks.find(({ speaker }) => speaker === id), id),
      mayCheck: speakers.length > 0 || assists?.some === true,
    };
  }

  /** The person's word, or their assistant's, on one session, for the start that they were shown. */
  async answer({ caller, address }: By, { speaker, session, starts, answer }: AskedOf<typeof answerSession>): Promise<SpeakerMine> {
    await this.database.decide(async (tx) => {
      const { fair, person } = await this.mustPrepare(tx, caller, speaker);
      const [row] = await tx.sql.query<{ starts: string; open: boolean }[]>(
        `select s.starts, s.state not in ('ended', 'cancelled') as open from session s where s.id = $1 and s.fair_id = $2 and s.state <> 'draft' and exists (select 1 from session_person p where p.session_id = s.id and p.speaker = $3) for share`,
        [session, fair, speaker],
      );
      if (!row) throw new Refusal('session.unknown');
      if (!row.open) throw new Refusal('session.notAllowedNow');
      if (row.starts !== starts) throw new Refusal('timetable.movedMeanwhile');
      const changed = await tx.sql.query<object[]>(
        `insert into speaker_answer as a (speaker, session_id, answer, starts, person, at) values ($1, $2, $3, $4, $5, $6)
         on conflict (speaker, session_id) do update set answer = excluded.answer, starts = excluded.starts, person = excluded.person, at = excluded.at where (a.answer, a.starts) is distinct from (excluded.answer, excluded.starts) returning 1`,
        [speaker, session, answer, starts, caller.id, new Date(this.clock.now())],
      );
      if (changed.length === 0) return;
      await note(tx, { fair, by: caller.id, deed: 'speaker.answered', on: { kind: 'session', id: session }, detail: { speaker, answer, starts }, from: address });
      append(tx, `person:${person}`, 'person.changed', {});
    });
    return await this.mine(caller);
  }

  /** Changes what someone says of themselves, in the draft and over the revision that was read. */
  async save({ caller }: By, { speaker, revision, profile }: AskedOf<typeof saveSpeaker>): Promise<SpeakerMine> {
    await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const { person, content } = await this.mustPrepare(tx, caller, speaker);
      // A photo is the caller's own, or stays as it is: an id alone opens no file of somebody else's.
      if (profile.photo !== null && profile.photo !== content.photo) {
        const own = await tx.sql.query<object[]>(`select 1 from file where id = $1 and use = 'photo' and person::text = any($2::text[])`, [profile.photo, [caller.id, person]]);
        if (own.length === 0) throw new Refusal('timetable.unknown');
      }
      await writeDraft(tx, fair, { by: caller.id, at: new Date(this.clock.now()) }, [{ id: speaker, revision, content: { ...content, ...profile } }]);
    });
    return await this.mine(caller);
  }

  /** Opens a room of the caller's own, and gives the two ways into it. */
  async ticket({ caller }: By): Promise<AnswerOf<typeof takeCheckTicket>> {
    const fair = await this.fairs.current();
    if (!fair || !(await this.mine(caller)).mayCheck) throw new Refusal('speaker.none');
    const room = checkRoom(fair.id, caller.id);
    try {
      await this.livekit.openFor(room, { places: checkPlaces, empty: checkLives.empty, left: checkLives.left });
    } catch (error) {
      this.log.warn({ error: String(error) }, 'livekit made no room for a check');
      return { via: 'wait' };
    }
    const now = this.clock.now();
    await this.database.decide((tx) => enqueue(tx, 'speaker.checkOver', { room }, { key: `speaker.checkOver:${room}:${Math.floor(now / 60_000)}`, after: new Date(now + (checkLives.whole + 1) * 1000) }));
    const sign = (way: 'out' | 'back', grant: typeof outGrant) => this.livekit.sign(checkIdentity(caller.id, way, caller.signIn), grant(room));
    return { via: 'webrtc', url: this.livekit.publicUrl, out: sign('out', outGrant), back: sign('back', backGrant) };
  }

  /** Ends a check, and keeps what it found. */
  async end({ caller }: By, { speaker, found }: AskedOf<typeof endCheck>): Promise<SpeakerMine> {
    const fair = await this.fairs.current();
    const before = await this.mine(caller);
    if (!fair || !before.mayCheck) throw new Refusal('speaker.none');
    if (speaker !== null && !before.speakers.some((one) => one.speaker === speaker)) throw new Refusal('speaker.unknown');
    // LiveKit away has no room any more either; what it forgets to end ends by itself.
    await this.livekit.close(checkRoom(fair.id, caller.id)).catch((error: unknown) => this.log.warn({ error: String(error) }, 'the room of a check was not ended; it ends by itself'));
    if (found === null) return before;
    const own = before.speakers.filter(({ mine }) => mine).map((one) => one.speaker);
    const beside = speaker !== null ? [speaker] : own.length > 0 ? own : [caller.id];
    await this.database.rows(
      `insert into tech_check (speaker, fair_id, person, at, found) select id, $2, $3, $4, $5 from unnest($1::uuid[]) id order by id
       on conflict (speaker) do update set fair_id = excluded.fair_id, person = excluded.person, at = excluded.at, found = excluded.found`,
      [beside, fair.id, caller.id, new Date(this.clock.now()), JSON.stringify(found)],
    );
    return await this.mine(caller);
  }

  /** The profile, if the caller is that person or assists them, and is until this is decided. */
  private async mustPrepare(tx: Tx, { id }: Caller, speaker: string): Promise<{ fair: string; person: string; content: DraftSpeaker }> {
    const [row] = await tx.sql.query<{ fair: string; person: string; content: DraftSpeaker }[]>(
      `select d.fair_id as fair, d.content->>'person' as person, d.content from draft_item d join fair f on f.id = d.fair_id and f.current where d.id = $2 and ${mayPrepare} for share of d`,
      [id, speaker],
    );
    if (!row) throw new Refusal('speaker.unknown');
    return row;
  }
}

function pageOf({ speaker, person, revision, changed, content, released }: Item, { me, stands, said, checks }: { me: string; stands: readonly Stands[]; said: readonly Said[]; checks: readonly Measured[] }): SpeakerPage {
  const { person: _person, ...profile } = content;
  return {
    speaker,
    person,
    mine: person === me,
    revision,
    changed: changed.toISOString(),
    profile,
    pending: released === null || !isDeepStrictEqual({ ...released, person: null, available: [] }, { ...content, person: null, available: [] }),
    released: released !== null,
    sessions: stands.filter((one) => one.speaker === speaker).map(({ id, role, starts }) => ({ id, role, ...standingAnswer(said.find((one) => one.speaker === speaker && one.id === id), starts) })),
    check: checkOf(checks.find((one) => one.speaker === speaker), person),
  };
}

/** A check as it is told. `person`: whom it is about. */
export const checkOf = (row: Measured | undefined, person: string | null): Check | null => (row ? { at: row.at.toISOString(), found: row.found, own: row.person === person } : null);

import { createHash, randomBytes } from 'node:crypto';
import { type Language, type Programme, type SentFile, wordsIn, type Words } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SharedReads } from '../feed';
import { CONFIG, type Config, Database, each, inTurns, MachineClock, type Tx, Vault } from '../platform';
import { ProgrammeService } from '../programme';
import { type Caller, Refusal, take } from '../wire';
import { type CalendarFair, type CalendarSession, calendarOf, eventOf } from './calendar.rules';

/** Everything a version of the programme has for calendars, and the events that were written of it. */
type Edition = { version: number; fair: CalendarFair; sessions: ReadonlyMap<string, CalendarSession>; bySlug: ReadonlyMap<string, string>; events: Map<string, string>; all: Map<Language, Promise<SentFile>> };

// A calendar asks four times an hour; many of one house share an address.
const readsPerMinute = 120;
const readsOfOne = 20;
const titles: Record<Language, { plan: string; mine: string }> = {
  ar: { plan: 'برنامجي الشخصي', mine: 'فقراتي' },
  fr: { plan: 'Mon plan', mine: 'Mes interventions' },
  en: { plan: 'My plan', mine: 'My sessions' },
};

/** Calendars of the programme: what everyone may have is written once per version, so that a reader of it costs no query. */
@Injectable()
export class CalendarService {
  private edition: Edition | undefined;
  private readonly editions = new SharedReads<Edition>();
  private readonly perAddress = new RateLimiterMemory({ points: readsPerMinute, duration: 60 });
  private readonly perLink = new RateLimiterMemory({ points: readsOfOne, duration: 60 });

  constructor(
    private readonly database: Database,
    private readonly programme: ProgrammeService,
    private readonly vault: Vault,
    private readonly clock: MachineClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** All released sessions. */
  async all(language: Language): Promise<SentFile> {
    const edition = await this.current();
    const known = edition.all.get(language);
    if (known) return await known;
    const making = this.file(edition, [...edition.sessions.keys()], language, { name: 'programme', title: null, everyone: true });
    edition.all.set(language, making);
    making.catch(() => edition.all.delete(language));
    return await making;
  }

  /** One released session. */
  async session(slug: string, language: Language): Promise<SentFile> {
    const edition = await this.current();
    const bare = withoutEnding(slug);
    const id = edition.bySlug.get(bare);
    if (id === undefined) throw new Refusal('session.unknown');
    return await this.file(edition, [id], language, { name: bare, title: null, everyone: true });
  }

  /** The plan behind a private address, for whoever holds it. */
  async plan(token: string, language: Language, address: string): Promise<SentFile> {
    await take(this.perAddress, address);
    const hash = this.hashOf(withoutEnding(token));
    await take(this.perLink, hash);
    const rows = await this.database.rows<{ session: string | null }>(
      `select k.session from calendar_link l join fair f on f.id = l.fair_id and f.current
       left join lateral (select e.session_id as session from plan_entry e where e.person = l.person union select s.session_id from seat s where s.person = l.person) k on true
       where l.hash = $1`,
      [hash],
    );
    if (rows.length === 0) throw new Refusal('plan.calendarUnknown');
    return await this.file(await this.current(), rows.flatMap(({ session }) => session ?? []), language, { name: 'plan', title: titles[language].plan, everyone: false });
  }

  /** The sessions that somebody has a role in or that their profile stands in, and those of whom they assist. */
  async mine({ id }: Caller, language: Language): Promise<SentFile> {
    const rows = await this.database.rows<{ session: string }>(
      `with whose as (select $1::text as person union select a.object_id::text from role_held a join fair f on f.id = a.fair_id and f.current where a.holder = $1 and a.role = 'assistant' and a.object_kind = 'person')
       select r.object_id::text as session from role_held r join fair f on f.id = r.fair_id and f.current where r.object_kind = 'session' and r.holder in (select person from whose)
       union select p.session_id::text from draft_item d join fair f on f.id = d.fair_id and f.current join session_person p on p.speaker = d.id where d.content->>'kind' = 'speaker' and d.content->>'person' in (select person from whose)`,
      [id],
    );
    return await this.file(await this.current(), rows.map(({ session }) => session), language, { name: 'mine', title: titles[language].mine, everyone: false });
  }

  /** Makes a private address, told once; the one before is worth nothing from then on. */
  async link(tx: Tx, person: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await tx.sql.query(
      'insert into calendar_link (person, fair_id, hash, made) select $1, f.id, $2, $3 from fair f where f.current on conflict (person) do update set fair_id = excluded.fair_id, hash = excluded.hash, made = excluded.made',
      [person, this.hashOf(token), new Date(this.clock.now())],
    );
    return token;
  }

  private hashOf(token: string): string {
    return this.vault.hash('calendarLink', token).toString('base64url');
  }

  private async file(edition: Edition, sessions: readonly string[], language: Language, { name, title, everyone }: { name: string; title: string | null; everyone: boolean }): Promise<SentFile> {
    const inOrder = sessions
      .flatMap((id) => edition.sessions.get(id) ?? [])
      .sort((one, other) => (one.session.starts < other.session.starts ? -1 : one.session.starts > other.session.starts ? 1 : one.session.slug < other.session.slug ? -1 : 1));
    const events = await inTurns(each(inOrder, (one) => this.event(edition, one, language)));
    const bytes = Buffer.from(calendarOf(events, [title, fairIn(edition.fair.name, language)].filter(Boolean).join(' · '), language));
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    return { name: `${name}.ics`, type: 'text/calendar; charset=utf-8', size: bytes.length, hash, inline: false, everyone, opens: () => bytes };
  }

  private event({ events, fair }: Edition, one: CalendarSession, language: Language): string {
    const key = `${language} ${one.session.id}`;
    const known = events.get(key);
    if (known !== undefined) return known;
    const text = eventOf(one, language, fair);
    events.set(key, text);
    return text;
  }

  /** What belongs to the version that readers see now: one read for all who ask while it is made. */
  private async current(): Promise<Edition> {
    const programme = this.programme.current();
    if (this.edition?.version === programme.version) return this.edition;
    const made = await this.editions.read(String(programme.version), () => this.make(programme));
    if (!this.edition || this.edition.version < made.version) this.edition = made;
    return made;
  }

  private async make(programme: Programme): Promise<Edition> {
    const { fair, stages, sessions, version } = programme;
    const [about] = await this.database.rows<{ slug: string; released: Record<string, string> | null }>(
      `select f.slug, (select jsonb_object_agg(c.session, c.made) from (
         select c->>'session' as session, max(r.made) as made from release r, jsonb_array_elements(r.changes) c where r.fair_id = f.id group by 1) c) as released
       from fair f where f.id = $1`,
      [fair.id],
    );
    if (!about) throw new Error('the current fair is gone');
    const stageOf = new Map(stages.map((stage) => [stage.id, stage]));
    return {
      version,
      fair: { slug: about.slug, name: fair.name, zone: fair.zone, site: this.config.PUBLIC_URL },
      sessions: new Map(sessions.map((session) => [session.id, { session, stage: (session.stageId && stageOf.get(session.stageId)) || null, changed: changedAt(session, about.released?.[session.id]) }])),
      bySlug: new Map(sessions.map(({ slug, id }) => [slug, id])),
      events: new Map(),
      all: new Map(),
    };
  }
}

/** When what a calendar shows of a session was last decided: by a release, or by the stage if it was cancelled. */
function changedAt({ state, since }: { state: string; since: string }, released: string | undefined): number {
  const byRelease = released === undefined ? 0 : Date.parse(released);
  return byRelease === 0 || state === 'cancelled' ? Math.max(byRelease, Date.parse(since)) : byRelease;
}

const withoutEnding = (name: string): string => name.replace(/\.ics$/, '');
const fairIn = (name: Words, language: Language): string => `SICCAM · ${wordsIn(name, language).text}`;

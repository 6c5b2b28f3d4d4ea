import { type AskedOf, type SessionState, type StageView, type Ticket, moveSession, setOnAir, takeSpeakerTicket, takeTicket } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import type { VideoGrant } from 'livekit-server-sdk';
import { FairService } from '../fair';
import { SharedReads, append } from '../feed';
import { Database, LOG, LiveKit, type Log, MachineClock, type Tx } from '../platform';
import { type Caller, Refusal } from '../wire';
import { StageBouncer } from './stage.bouncer';
import { StageKeeper, writeLit } from './stage.keeper';
import { botGrant, moves, openStates, personIdentity, stageRoom, visitorGrant, visitorIdentity } from './stage.rules';

type Row = { id: string; fairId: string; state: SessionState; since: Date; onAir: string[]; lit: boolean | null; litSince: Date; head: number };

const columns = 's.id, s.fair_id as "fairId", s.state, s.since, s.on_air as "onAir", s.lit, s.lit_since as "litSince", coalesce((select t.head from topic t where t.name = \'session:\' || s.id), 0)::int as head';
const bySlug = `select ${columns} from session s join fair f on f.id = s.fair_id where f.current and s.slug = $1 and s.state <> 'draft'`;

/** A session while it is live: who may enter, who is on air, and when it begins and ends. LiveKit carries it and decides nothing. */
@Injectable()
export class StageService {
  // Nobody notices ten milliseconds; a crowd that comes at a thousand a second costs a hundred readings.
  private readonly sessions = new SharedReads<Row>(10);
  private readonly heardWebhooks = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly fairs: FairService,
    private readonly livekit: LiveKit,
    private readonly keeper: StageKeeper,
    private readonly bouncer: StageBouncer,
    private readonly clock: MachineClock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async view(slug: string): Promise<StageView> {
    // A server that has just started does not know yet whether what is written is still so.
    await this.keeper.firstLook;
    const { id, head, state, since, onAir, lit, litSince } = await this.find(slug);
    const { present, listeners } = this.keeper.reading(id);
    return { head, state, since: since.toISOString(), onAir, lit: openStates.includes(state) ? lit : false, litSince: litSince.toISOString(), present, listeners };
  }

  async ticket(caller: Caller, { session, tab }: AskedOf<typeof takeTicket>): Promise<Ticket> {
    // In a crowd one reading serves all who ask before it begins.
    const row = await this.sessions.read(session, () => this.find(session));
    return await this.admit(row, visitorIdentity(caller.id, tab, caller.signIn), visitorGrant(stageRoom(row.fairId, row.id)));
  }

  async speakerTicket({ session, person }: AskedOf<typeof takeSpeakerTicket>): Promise<Ticket> {
    const row = await this.find(session);
    await this.mustBeInList(row.id, person);
    return await this.admit(row, personIdentity(person), botGrant(stageRoom(row.fairId, row.id)));
  }

  /** Moves a session; the loser of two moves at once is refused by name. */
  async move({ session, to }: AskedOf<typeof moveSession>): Promise<{ state: SessionState; since: string }> {
    const { state, since } = await this.database.decide(async (tx) => {
      const [moved] = await tx.sql.query<[Row[], number]>(
        `update session s set state = $2, since = now(), on_air = case when $2 in ('live', 'paused') then s.on_air else '{}' end
         from fair f where f.id = s.fair_id and f.current and s.slug = $1 and s.state = any($3) returning ${columns}`,
        [session, to, moves[to]],
      );
      const row = moved[0];
      if (!row) {
        await this.find(session, tx);
        throw new Refusal('session.notAllowedNow');
      }
      await leave(tx, row.id);
      await this.fairs.countChange(tx, row.fairId);
      append(tx, `fair:${row.fairId}`, 'session.moved', { session: row.id, state: row.state, since: row.since.toISOString() });
      if (to === 'ended') {
        append(tx, `session:${row.id}`, 'stage.aired', { onAir: [] });
        await writeLit(tx, row.id, false);
      }
      return row;
    });
    this.keeper.wake();
    return { state, since: since.toISOString() };
  }

  /** Decides who is on air; LiveKit is told after the commit, and again by the keeper if it was away. */
  async air({ session, person, on }: AskedOf<typeof setOnAir>): Promise<{ onAir: string[] }> {
    const row = await this.database.decide(async (tx) => {
      // One statement: everyone else who decides for this session waits for its row until the commit.
      const [changed] = await tx.sql.query<[Row[], number]>(
        `update session s set on_air = case
           when not $3::boolean then array_remove(s.on_air, $2::uuid)
           when $2::uuid = any(s.on_air) then s.on_air
           else s.on_air || $2::uuid end
         from fair f
         where f.id = s.fair_id and f.current and s.slug = $1 and s.state <> 'draft' and (s.state = 'live' or not $3::boolean)
           and exists (select 1 from session_person p where p.session_id = s.id and p.id = $2) returning ${columns}`,
        [session, person, on],
      );
      const after = changed[0];
      if (!after) {
        const { id } = await this.find(session, tx);
        await this.mustBeInList(id, person, tx);
        throw new Refusal('stage.notLive');
      }
      append(tx, `session:${after.id}`, 'stage.aired', { onAir: after.onAir });
      if (!on && (await leave(tx, after.id))) append(tx, `fair:${after.fairId}`, 'programme.changed', { version: await this.fairs.countChange(tx, after.fairId) });
      return after;
    });
    // While LiveKit is away nobody waits for it: the keeper applies what was decided when it is back.
    if (this.keeper.up) {
      await this.livekit
        .permit(stageRoom(row.fairId, row.id), personIdentity(person), on)
        .catch((error: unknown) => this.log.warn({ error: String(error) }, 'livekit was not told who is on air; the keeper will'));
    }
    this.keeper.wake();
    return { onAir: row.onAir };
  }

  /** A webhook is only a hint to look: forged ones are refused, repeated ones change nothing, order does not matter. */
  async webhook({ body, authorization }: { body: string; authorization?: string | undefined }): Promise<Record<string, never>> {
    const event = await this.livekit.heard(body, authorization);
    if (!event) throw new Refusal('stage.forgedWebhook');
    if (!this.heardWebhooks.has(event.id)) {
      this.heardWebhooks.add(event.id);
      if (this.heardWebhooks.size > 5000) this.heardWebhooks.clear();
      if (event.joined !== null) await this.bouncer.cameIn(event.room, event.joined);
      this.keeper.wake();
    }
    return {};
  }

  private async admit({ state, since }: Row, identity: string, grant: VideoGrant): Promise<Ticket> {
    if (state === 'cancelled') throw new Refusal('stage.cancelled');
    if (state === 'ended') throw new Refusal('stage.over');
    if (!openStates.includes(state)) throw new Refusal('stage.notYet');
    const visitor = grant.canSubscribe === true;
    if (visitor && state === 'doors') return { via: 'wait', since: since.toISOString(), reason: 'doors' };
    // The room must stand before anyone knocks: LiveKit forgets its rooms when it restarts, and makes none by itself.
    const room = grant.room ?? '';
    if (!this.keeper.up || !(await this.stands(room))) return { via: 'wait', since: since.toISOString(), reason: 'media' };
    if (visitor) this.bouncer.gives(room, identity);
    return {
      via: 'webrtc',
      url: this.livekit.publicUrl,
      token: this.livekit.sign(identity, grant),
      grants: { canPublish: grant.canPublish === true, canSubscribe: visitor, hidden: grant.hidden === true },
    };
  }

  private readonly standing = new Map<string, { until: number; opened: Promise<boolean> }>();

  /** Makes sure a room is there; one question to LiveKit serves all who knock within a second. */
  private stands(room: string): Promise<boolean> {
    const known = this.standing.get(room);
    if (known && known.until > this.clock.now()) return known.opened;
    const opened = this.livekit.open(room).then(
      () => true,
      () => false,
    );
    this.standing.set(room, { until: this.clock.now() + 1000, opened });
    return opened;
  }

  private async find(slug: string, tx?: Tx): Promise<Row> {
    const [row] = tx ? await tx.sql.query<Row[]>(bySlug, [slug]) : await this.database.rows<Row>(bySlug, [slug]);
    if (!row) throw new Refusal('session.unknown');
    return row;
  }

  /** Inside a decision on the decision's own connection: waiting for a second one while all hold their first, nobody would ever get it. */
  private async mustBeInList(sessionId: string, person: string, tx?: Tx): Promise<void> {
    const listed = 'select 1 from session_person where session_id = $1 and id = $2';
    const found = tx ? await tx.sql.query<object[]>(listed, [sessionId, person]) : await this.database.rows(listed, [sessionId, person]);
    if (found.length === 0) throw new Refusal('stage.personUnknown');
  }
}

/** Takes those out of a session's list whom a release took out while they were on air, once they are not. */
async function leave(tx: Tx, session: string): Promise<boolean> {
  const [gone] = await tx.sql.query<[object[], number]>('delete from session_person p using session s where s.id = p.session_id and s.id = $1 and p.leaving and not (p.id = any(s.on_air)) returning p.id', [session]);
  return gone.length > 0;
}

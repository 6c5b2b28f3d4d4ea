import { isDeepStrictEqual } from 'node:util';
import type { AnswerOf, changeDay, DayChange, DraftSession, SessionState } from '@siccam/contract';
import { ahead, movable, pushed, running } from '@siccam/timetable';
import { Injectable } from '@nestjs/common';
import { Database, MachineClock, type Tx } from '../platform';
import { Refusal } from '../wire';
import { type DraftFairRow, fairInTurn, type Wish, writeDraft } from './draft';
import type { By } from './draft.service';
import { Contents } from './publishing';
import { isNews, ReleaseService } from './release.service';
import type { ReleaseContent } from './timetable.entity';

/** A change of one session, as it is made in what was published and in the draft alike. */
type Edit = { session: string; make: (session: DraftSession) => DraftSession };
/** What a gesture does: edits, what is to be undone with, and someone who was in no session before. */
type Plan = { edits: Edit[]; undo: DayChange[]; joins?: string };

/** Someone may step in while it is on. */
const notOver: readonly SessionState[] = [...ahead, ...running];

/** Changes on the day: one gesture is one release, made in what was published and in the draft at once; the rest of the draft stays a draft. */
@Injectable()
export class DayService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseService,
    private readonly contents: Contents,
    private readonly clock: MachineClock,
  ) {}

  async change(by: By, change: DayChange): Promise<AnswerOf<typeof changeDay>> {
    return await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const last = await this.contents.lastRelease(tx.sql, fair.id);
      const draft = await this.contents.draft(tx.sql, fair.id);
      const states = await statesOf(tx, fair.id, Object.keys(last.content));
      const { edits, undo, joins } = planOf(change, { fair, published: last.content, states, speakers: draft.items });
      // The stage decides about the same rows: what it decided while this was thought about counts.
      const held = await statesOf(tx, fair.id, edits.map(({ session }) => session), 'for update');
      if ([...held].some(([id, state]) => state !== states.get(id))) throw new Refusal('session.notAllowedNow');
      const content: ReleaseContent = { ...last.content };
      const joining = joins === undefined ? undefined : draft.items.get(joins);
      if (joins !== undefined && joining) content[joins] ??= joining;
      for (const { session, make } of edits) {
        const item = content[session];
        if (item?.kind === 'session') content[session] = make(item);
      }
      if (!isNews(last.content, content)) throw new Refusal('timetable.nothingNew');
      const revisions = new Map(draft.revisions);
      const wishes = edits.flatMap(({ session, make }): Wish[] => {
        const [item, revision] = [draft.items.get(session), revisions.get(session)];
        return item?.kind === 'session' && revision !== undefined ? [{ id: session, revision, content: make(item) }] : [];
      });
      await writeDraft(tx, fair, { by: by.id, at: new Date(this.clock.now()) }, wishes);
      const { head, changes } = await this.releases.publish(tx, fair, last, { by, content, note: {}, deed: 'day.changed', detail: { what: change.what, sessions: edits.map(({ session }) => session) } });
      return { release: head, changes: [...changes], undo };
    });
  }
}

type At = { fair: DraftFairRow; published: ReleaseContent; states: ReadonlyMap<string, SessionState>; speakers: ReadonlyMap<string, ReleaseContent[string]> };

function planOf(change: DayChange, at: At): Plan {
  const { session } = change;
  const before = sessionIn(at, session, change.what === 'replace' ? notOver : ahead);
  switch (change.what) {
    case 'delay':
      return delayed(change, before, at);
    case 'cancel':
      return { edits: [{ session, make: (one) => ({ ...one, cancelled: true }) }], undo: [{ what: 'restore', session }] };
    case 'restore':
      return { edits: [{ session, make: (one) => ({ ...one, cancelled: false }) }], undo: [{ what: 'cancel', session }] };
    case 'stage': {
      if (at.published[change.stage]?.kind !== 'stage' || before.stage === null) throw new Refusal('timetable.unknown');
      return { edits: [{ session, make: (one) => ({ ...one, stage: change.stage }) }], undo: [{ what: 'stage', session, stage: before.stage }] };
    }
    case 'swap': {
      const other = sessionIn(at, change.other, ahead);
      const place = ({ stage, starts, delay }: DraftSession) => ({ stage, starts, delay });
      return { edits: [{ session, make: (one) => ({ ...one, ...place(other) }) }, { session: change.other, make: (one) => ({ ...one, ...place(before) }) }], undo: [change] };
    }
    case 'replace':
      return replaced(change, before, at);
  }
}

function delayed({ session, minutes, follow }: Extract<DayChange, { what: 'delay' }>, before: DraftSession, { fair, published, states }: At): Plan {
  const items = movable(Object.entries(published), (id) => states.get(id) ?? 'draft', session);
  const moved = follow ? pushed({ zone: fair.zone, items }, session, minutes) : [];
  // A cancelled session is pushed by nobody, but its time may still be said.
  const all = moved.length > 0 ? moved : [{ session, before: before.delay, delay: minutes }];
  return {
    edits: all.map((one) => ({ session: one.session, make: (item) => ({ ...item, delay: one.delay }) })),
    undo: all.map((one) => ({ what: 'delay', session: one.session, minutes: one.before, follow: false })),
  };
}

function replaced({ session, entry, speaker }: Extract<DayChange, { what: 'replace' }>, before: DraftSession, { published, speakers }: At): Plan {
  const place = before.people.find(({ id }) => id === entry);
  const joins = speakers.get(speaker) ?? published[speaker];
  const leaves = place && published[place.speaker];
  if (!place || joins?.kind !== 'speaker' || leaves?.kind !== 'speaker') throw new Refusal('timetable.unknown');
  // Whoever comes back to their place replaces nobody.
  const replaces = isDeepStrictEqual(place.replaces, joins.name) ? null : leaves.name;
  const make = (one: DraftSession): DraftSession => ({ ...one, people: one.people.map((person) => (person.id === entry ? { ...person, speaker, replaces } : person)) });
  return { edits: [{ session, make }], undo: [{ what: 'replace', session, entry, speaker: place.speaker }], joins: speaker };
}

/** A published session that can still be changed so. */
function sessionIn({ published, states }: At, id: string, from: readonly SessionState[]): DraftSession {
  const item = published[id];
  if (item?.kind !== 'session') throw new Refusal('timetable.unknown');
  if (!from.includes(states.get(id) ?? 'draft')) throw new Refusal('session.notAllowedNow');
  return item;
}

/** Where sessions stand; `for update`: and where they stay until this is decided. */
async function statesOf(tx: Tx, fair: string, ids: readonly string[], lock: '' | 'for update' = ''): Promise<Map<string, SessionState>> {
  const rows = await tx.sql.query<{ id: string; state: SessionState }[]>(`select id, state from session where fair_id = $1 and id = any($2::uuid[]) order by id ${lock}`, [fair, ids]);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

import { type AnswerOf, type AskedOf, type Language, type makeRelease, type PersonName, type previewBack, type previewRelease, type ReleaseHead, type rollBack, type Words, wordsIn } from '@siccam/contract';
import { differenceOf, differs } from '@siccam/timetable';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { FairService } from '../fair';
import { append } from '../feed';
import { postAll } from '../mail';
import { Database, MachineClock, type Tx, Vault } from '../platform';
import { Refusal } from '../wire';
import { type DraftFairRow, fairInTurn, topicOf } from './draft';
import type { By } from './draft.service';
import { type Published, ReleaseHearers } from './hearers';
import { Contents, type Last, narrowed, writeRelease } from './publishing';
import type { ReleaseContent } from './timetable.entity';

type Account = { id: string; mail: string; language: Language; name: PersonName | null; sessions: string[] };

const onOrOver = ['live', 'paused', 'ended'];

/** Publishes the programme: what visitors read is always one release, and each is kept as it was. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly database: Database,
    private readonly fairs: FairService,
    private readonly contents: Contents,
    private readonly hearers: ReleaseHearers,
    private readonly vault: Vault,
    private readonly clock: MachineClock,
  ) {}

  /** What a release would do now. */
  async preview(): Promise<AnswerOf<typeof previewRelease>> {
    const fair = await this.fairs.current();
    if (!fair) throw new Refusal('wire.forbidden');
    const { source } = this.database;
    const [draft, last] = await Promise.all([this.contents.draft(source, fair.id), this.contents.lastRelease(source, fair.id)]);
    const { content, conflicts } = this.contents.publishable(fair.zone, draft);
    return { number: last.number + 1, ...(await this.wouldChange(fair.id, last.content, content)), conflicts, revisions: draft.name };
  }

  /** What going back to an older release would do now. */
  async previewBack(to: number): Promise<AnswerOf<typeof previewBack>> {
    const fair = await this.fairs.current();
    if (!fair) throw new Refusal('wire.forbidden');
    const { source } = this.database;
    const last = await this.contents.lastRelease(source, fair.id);
    return { number: last.number + 1, ...(await this.wouldChange(fair.id, last.content, await this.older(source, fair.id, to, last))) };
  }

  private async wouldChange(fair: string, before: ReleaseContent, after: ReleaseContent): Promise<Pick<AnswerOf<typeof previewRelease>, 'changes' | 'told'>> {
    const few = narrowed(before, after);
    const changes = differenceOf(few.before, few.after);
    const sessions = [...new Set(changes.map(({ session }) => session))];
    const [told, speakers] = await Promise.all([this.hearers.concerned(sessions), accountsIn(this.database.source, fair, before, after, sessions)]);
    return { changes, told: { ...told, speakers: speakers.length } };
  }

  /** An older release as it would be published now: what is on or over stays as it is, and files that were taken away since are not in it. */
  private async older(sql: Pick<Tx['sql'], 'query'>, fair: string, to: number, last: Last, lock: '' | 'for update' = ''): Promise<ReleaseContent> {
    const [old] = await sql.query<{ content: ReleaseContent }[]>('select content from release where fair_id = $1 and number = $2', [fair, to]);
    if (!old) throw new Refusal('timetable.unknown');
    const kept = await sql.query<{ id: string }[]>(`select id from session where fair_id = $1 and state = any($2) order by id ${lock}`, [fair, onOrOver]);
    return await withFiles(sql, fair, merged(old.content, last.content, new Set(kept.map(({ id }) => id))));
  }

  /** Publishes the draft as it was previewed. */
  async make(by: By, { number, revisions, note: words, reason }: AskedOf<typeof makeRelease>): Promise<ReleaseHead> {
    return await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const [draft, last] = [await this.contents.draft(tx.sql, fair.id), await this.contents.lastRelease(tx.sql, fair.id)];
      if (number !== last.number + 1 || revisions !== draft.name) throw new Refusal('timetable.movedMeanwhile');
      const { content, conflicts } = this.contents.publishable(fair.zone, draft);
      const lost = (id: string) => { const item = draft.items.get(id); return item?.kind === 'session' && !item.cancelled && !content[id]; };
      // Taken off the grid by mistake, it would be cancelled for everyone.
      if (Object.keys(last.content).some(lost)) throw new Refusal('timetable.notPlaced');
      if (!isNews(last.content, content)) throw new Refusal('timetable.nothingNew');
      if (!reason && conflicts.some(({ accepted }) => accepted === null)) throw new Refusal('timetable.reasonNeeded');
      const { head } = await this.publish(tx, fair, last, { by, content, note: wordsOf(words), deed: 'release.made', detail: reason ? { reason } : {} });
      return head;
    });
  }

  /** Publishes an older release again; what is on or over stays as it is now. */
  async rollBack(by: By, { to, number }: AskedOf<typeof rollBack>): Promise<ReleaseHead> {
    return await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const last = await this.contents.lastRelease(tx.sql, fair.id);
      if (number !== last.number + 1) throw new Refusal('timetable.movedMeanwhile');
      const content = await this.older(tx.sql, fair.id, to, last, 'for update');
      if (!isNews(last.content, content)) throw new Refusal('timetable.nothingNew');
      const { head } = await this.publish(tx, fair, last, { by, content, note: {}, deed: 'release.rolledBack', detail: { to } });
      return head;
    });
  }

  /** Publishes a content in a decision that is under way and in the fair's turn, and tells whoever must know. */
  async publish(
    tx: Tx,
    fair: DraftFairRow,
    last: Last,
    { by, content, note: words, deed, detail }: { by: By; content: ReleaseContent; note: Words; deed: string; detail: Record<string, unknown> },
  ): Promise<{ head: ReleaseHead; changes: Published['changes'] }> {
    const at = new Date(this.clock.now());
    const { number, changes, writtenBy } = await writeRelease(tx, fair, last, { content, note: words, by: by.id, at });
    this.contents.remember(fair.id, writtenBy, { number, content });
    const version = await this.fairs.countChange(tx, fair.id);
    append(tx, `fair:${fair.id}`, 'programme.changed', { version });
    const head: ReleaseHead = { number, at: at.toISOString() };
    append(tx, topicOf(fair.id), 'release.made', head);
    await note(tx, { fair: fair.id, by: by.id, deed, on: { kind: 'fair', id: fair.id }, detail: { number, changes: changes.length, ...detail }, from: by.address });
    const published: Published = { fair, number, changes, before: last.content, after: content, by: by.id };
    await this.tellSpeakers(tx, published);
    await this.hearers.published(tx, published);
    return { head, changes };
  }

  private async tellSpeakers(tx: Tx, { fair, number, changes, before, after, by }: Published): Promise<void> {
    const changed = [...new Set(changes.map(({ session }) => session))];
    const letters = (await accountsIn(tx.sql, fair.id, before, after, changed)).map(({ id, mail, language, sessions }) => {
      const lines = sessions.map((session) => {
        const [is, was] = [after[session], before[session]];
        const item = is?.kind === 'session' ? is : was?.kind === 'session' ? was : undefined;
        const on = is?.kind === 'session' && !is.cancelled;
        return { title: item ? wordsIn(item.title, language).text : '', starts: on ? item?.starts ?? null : null, delay: on ? (item?.delay ?? 0) : 0 };
      });
      return { kind: 'sessionsChanged' as const, fair: fair.id, person: id, by, to: mail, language, values: { sessions: JSON.stringify(lines) }, key: `release:${fair.id}:${number}:${id}` };
    });
    await postAll(tx, this.vault, letters);
  }
}

/** Whether visitors would read anything else. */
export function isNews(before: ReleaseContent, after: ReleaseContent): boolean {
  const few = narrowed(before, after);
  return few.changed.size > 0 && differs(few.before, few.after);
}

const wordsOf = (words: { ar?: string | undefined; fr?: string | undefined; en?: string | undefined }): Words => Object.fromEntries(Object.entries(words).filter(([, text]) => text));

/** An older content, in which some sessions stand as they are now, with their stages and their people as they are now too: what has happened stays as it was seen. */
function merged(old: ReleaseContent, now: ReleaseContent, kept: ReadonlySet<string>): ReleaseContent {
  const content: ReleaseContent = Object.fromEntries(Object.entries(old).filter(([id]) => !kept.has(id)));
  for (const id of kept) {
    const session = now[id];
    if (session?.kind !== 'session') continue;
    content[id] = session;
    for (const needed of [session.stage, ...session.people.map(({ speaker }) => speaker)]) {
      const item = needed === null ? undefined : (now[needed] ?? content[needed]);
      if (needed !== null && item) content[needed] = item;
    }
  }
  return content;
}

/** A content without the files that are no longer there: a release that names one does not keep it from being taken away. */
async function withFiles(sql: Pick<Tx['sql'], 'query'>, fair: string, content: ReleaseContent): Promise<ReleaseContent> {
  const named = Object.values(content).flatMap((item) => (item.kind === 'session' ? item.attachments : item.kind === 'speaker' && item.photo ? [item.photo] : []));
  const there = new Set((await sql.query<{ id: string }[]>('select id from file where fair_id = $1 and id = any($2::uuid[])', [fair, named])).map(({ id }) => id));
  if (named.every((id) => there.has(id))) return content;
  const entries = Object.entries(content).map(([id, item]): [string, ReleaseContent[string]] => {
    if (item.kind === 'session') return [id, { ...item, attachments: item.attachments.filter((one) => there.has(one)) }];
    return [id, item.kind === 'speaker' && item.photo && !there.has(item.photo) ? { ...item, photo: null } : item];
  });
  return Object.fromEntries(entries);
}

/** Whoever is in one of these sessions, before or after, and has an account with an address of theirs. */
async function accountsIn(sql: Pick<Tx['sql'], 'query'>, fair: string, before: ReleaseContent, after: ReleaseContent, sessions: readonly string[]): Promise<Account[]> {
  const inLists = sessions.flatMap((session) =>
    [before, after].flatMap((content) => {
      const item = content[session];
      const speakers = item?.kind === 'session' ? item.people.map(({ speaker }) => content[speaker]) : [];
      return speakers.flatMap((speaker) => (speaker?.kind === 'speaker' && speaker.person ? [{ session, person: speaker.person }] : []));
    }),
  );
  return await sql.query<Account[]>(
    `with concerned as (
       select session, person from jsonb_to_recordset($2::jsonb) as l(session uuid, person text)
       union select object_id, holder from role_held where fair_id = $1 and object_kind = 'session' and object_id = any($3::uuid[]) and role in ('speaker', 'moderator', 'interpreter', 'signatory', 'witness'))
     select p.id, p.mail, p.language, p.name, array_agg(c.session order by array_position($3::uuid[], c.session)) as sessions
     from concerned c join person p on p.id::text = c.person
     where p.fair_id = $1 and p.kind = 'account' and p.mail is not null and p.mail_proven is not null and not exists (select 1 from ban b where b.person = p.id and b.lifted is null)
     group by p.id order by p.id`,
    [fair, JSON.stringify(inLists), sessions],
  );
}

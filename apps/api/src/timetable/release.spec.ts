import { randomUUID } from 'node:crypto';
import { type AnswerOf, type changeDay, type DraftSession, type Frame, type previewBack, type previewRelease, type readReleases, type Session, told } from '@siccam/contract';
import { conflictsOf } from '@siccam/timetable';
import { EntityManager } from 'typeorm';
import { openAsOwner, prepare } from '../prepare';
import { account, fairOf } from '../testing/acting';
import { aDraft, aSpeaker, aStage, atDesk, fresh } from '../testing/drafts';
import { asks, hears, openHouse, type TestHouse } from '../testing/house';
import { until } from '../testing/until';
import { type Published, ReleaseHearers } from './hearers';

type Desk = Awaited<ReturnType<typeof atDesk>>;
type Preview = AnswerOf<typeof previewRelease>;

let house: TestHouse;
let fair: string;
let desk: Desk;
beforeEach(async () => {
  house = await openHouse();
  fair = await fairOf(house);
  desk = await atDesk(house);
});
afterEach(() => house.close());

const preview = () => desk.get<Preview>('/api/desk/programme/release');
const question = ({ number, revisions }: Preview) => ({ number, revisions, note: { fr: 'Note' }, reason: 'parce que' });
/** Publishes the draft as it stands, and waits until visitors read it. */
async function publish(): Promise<number> {
  const { version } = await house.programme();
  const { number } = await desk.ask<{ number: number }>('/api/desk/programme/release', question(await preview()));
  await until(() => house.programme(), (programme) => programme.version > version);
  return number;
}
const releases = async () => ((await house.call('GET', '/api/programme/releases')).json as AnswerOf<typeof readReleases>).releases;
/** An item of the draft by its slug, as it stands. */
async function drafted(slug: string) {
  const item = (await desk.draft()).items.find(({ content }) => content?.kind === 'session' && content.slug === slug);
  if (item?.content?.kind !== 'session') throw new Error(`no draft ${slug}`);
  return { ...item, content: item.content };
}
async function edit(slug: string, change: (session: DraftSession) => Partial<DraftSession>) {
  const { id, revision, content } = await drafted(slug);
  await desk.save({ id, revision, content: { ...content, ...change(content) } });
}
const at = (session: Session, time: string) => `${session.starts.slice(0, 10)}T${time}`;
const stay = ({ version: _version, head: _head, release: _release, ...rest }: Awaited<ReturnType<TestHouse['programme']>>) => ({ ...rest, sessions: rest.sessions.map(({ sequence: _sequence, since: _since, ...session }) => session) });

describe('a release', () => {
  it('does exactly what its preview said, and nothing of the draft was there before', async () => {
    const before = await house.programme();
    const [one, two] = [await house.session('panel-3'), await house.session('panel-4')];
    const [stage, speaker] = [fresh(aStage({ name: { fr: 'Salle 3' } })), fresh(aSpeaker({ name: { fr: 'Hind T.' } }))];
    const added = fresh(aDraft({ slug: 'added', stage: stage.id, starts: at(one, '09:30'), people: [{ id: randomUUID(), speaker: speaker.id, role: 'moderator', replaces: null }], capacity: 12, audience: ['candidates'], recorded: true }));
    const unplaced = fresh(aDraft({ slug: 'unplaced' }));
    await desk.save(stage, speaker, added, unplaced);
    await edit('panel-3', () => ({ starts: at(one, '11:00') }));
    await edit('panel-1', ({ summary }) => ({ summary: { ...summary, fr: 'Autre résumé' } }));
    await edit('closing', () => ({ cancelled: true }));
    const gone = await drafted('panel-4');
    await desk.save({ id: gone.id, revision: gone.revision, content: null });

    const seen = await preview();
    expect(seen.number).toBe(2);
    expect(new Set(seen.changes.map(({ session }) => session))).toEqual(new Set([added.id, one.id, two.id, (await house.session('panel-1')).id, (await house.session('closing')).id]));
    expect(stay(await house.programme())).toEqual(stay(before));
    expect(await publish()).toBe(2);
    const [last] = await releases();
    expect(last).toMatchObject({ number: 2, note: { fr: 'Note' } });
    expect(last?.changes).toEqual(seen.changes);
    expect((await house.programme()).release).toBe(2);

    const sessions = new Map((await house.programme()).sessions.map((session) => [session.slug, session]));
    expect(sessions.get('added')).toMatchObject({ id: added.id, state: 'released', stageId: stage.id, ends: at(one, '10:15'), sequence: 0, seats: { capacity: 12, taken: 0, waiting: 0 }, audience: ['candidates'], recorded: true, people: [{ name: { fr: 'Hind T.' }, role: 'moderator', speaker: speaker.id }] });
    expect([sessions.get('panel-3')?.starts, sessions.get('panel-3')?.sequence]).toEqual([at(one, '11:00'), one.sequence + 1]);
    // Words that no calendar shows.
    expect([sessions.get('panel-1')?.summary.fr, sessions.get('panel-1')?.sequence]).toEqual(['Autre résumé', 0]);
    expect([sessions.get('closing')?.state, sessions.get('panel-4')?.state, sessions.get('unplaced')]).toEqual(['cancelled', 'cancelled', undefined]);
    expect((await house.programme()).stages.map(({ id }) => id)).toContain(stage.id);
    // Whatever was left alone is as it was.
    expect(stay(await house.programme()).sessions.filter(({ slug }) => slug === 'opening' || slug === 'panel-2')).toEqual(stay(before).sessions.filter(({ slug }) => slug === 'opening' || slug === 'panel-2'));
  });

  it('is refused to whoever has seen another draft or another release, and to one of two at once', async () => {
    await edit('panel-3', () => ({ minutes: 50 }));
    const old = await preview();
    await edit('panel-3', () => ({ minutes: 55 }));
    expect(await desk.tries('/api/desk/programme/release', question(old))).toBe('timetable.movedMeanwhile');
    const now = question(await preview());
    const other = await atDesk(house);
    const both = await Promise.all([desk, other].map((one) => one.tries('/api/desk/programme/release', now)));
    expect(both.toSorted()).toEqual(['done', 'timetable.movedMeanwhile']);
    expect(await desk.tries('/api/desk/programme/release', question(await preview()))).toBe('timetable.nothingNew');
    expect(await releases()).toHaveLength(2);
  });

  it('needs a reason where something collides that nobody accepted, and the reason is kept', async () => {
    const panel = await house.session('panel-3');
    const stage = panel.stageId;
    await desk.save(fresh(aDraft({ slug: 'collides', stage, starts: panel.starts })));
    const seen = await preview();
    const { items, zone } = await desk.draft();
    const whole = new Map(items.flatMap(({ id, content }) => (content ? [[id, content] as const] : [])));
    expect(seen.conflicts.map(({ key }) => key)).toEqual(expect.arrayContaining(conflictsOf({ zone, items: whole }).filter(({ kind }) => kind === 'stage').map(({ key }) => key)));
    expect(seen.conflicts.some(({ kind }) => kind === 'stage')).toBe(true);
    expect(await desk.tries('/api/desk/programme/release', { ...question(seen), reason: null })).toBe('timetable.reasonNeeded');
    expect(await desk.tries('/api/desk/programme/release', question(seen))).toBe('done');
    const { rows } = await house.owner.query<{ detail: object }>(`select detail from audit where deed = 'release.made'`);
    expect(rows).toMatchObject([{ detail: { number: 2, reason: 'parce que' } }]);
  });

  it('does not take off everyone’s screen what somebody only took off the grid', async () => {
    await edit('panel-3', () => ({ starts: null, stage: null }));
    expect(await desk.tries('/api/desk/programme/release', question(await preview()))).toBe('timetable.notPlaced');
    await edit('panel-3', () => ({ cancelled: true }));
    await publish();
    expect((await house.session('panel-3')).state).toBe('cancelled');
  });

  it('leaves what is on, over or on air as it is', async () => {
    const panel = await house.session('panel-1');
    const [first, second] = panel.people;
    await house.owner.query(`update session set state = 'live', on_air = array[$2::uuid] where id = $1`, [panel.id, first?.id]);
    await house.owner.query(`update session set state = 'ended' where slug = 'opening'`);
    await edit('panel-1', ({ people }) => ({ cancelled: true, title: { fr: 'Autre titre' }, people: people.slice(2) }));
    const opening = await drafted('opening');
    await desk.save({ id: opening.id, revision: opening.revision, content: null });
    await publish();
    const after = await house.session('panel-1');
    expect([after.state, after.title, (await house.session('opening')).state]).toEqual(['live', { fr: 'Autre titre' }, 'ended']);
    expect(after.people.map(({ id }) => id)).toContain(first?.id);
    expect(after.people.map(({ id }) => id)).not.toContain(second?.id);
  });

  it.each(['taken off the air', 'put away with the session’s end'])('shows whom it took out for as long as they are on air, until they are %s', async (how) => {
    const panel = await house.session('panel-1');
    const [first, second] = panel.people;
    await house.owner.query(`update session set state = 'live', on_air = array[$2::uuid, $3::uuid] where id = $1`, [panel.id, first?.id, second?.id]);
    await edit('panel-1', ({ people }) => ({ people: people.slice(1) }));
    await publish();
    const listed = async () => (await house.session('panel-1')).people.map(({ id }) => id);
    expect(await listed()).toContain(first?.id);
    // Who is in the release stays when they go off the air.
    await house.manage('/api/sessions/panel-1/air', { person: second?.id, on: false });
    if (how === 'taken off the air') await house.manage('/api/sessions/panel-1/air', { person: first?.id, on: false });
    else await house.manage('/api/sessions/panel-1/state', { to: 'ended' });
    await until(listed, (ids) => !ids.includes(first?.id ?? ''));
    expect(await listed()).toContain(second?.id);
    expect((await house.manage('/api/sessions/panel-1/air', { person: first?.id, on: true })).status).not.toBe(200);
  });

  it('keeps the address that it gave a session', async () => {
    const { id, revision, content } = await drafted('panel-3');
    expect(await desk.triesToSave({ id, revision, content: { ...content, slug: 'another' } })).toBe('timetable.inUse');
  });

  it('leaves out a session without an hour, and people who are in none', async () => {
    const speaker = fresh(aSpeaker({ name: { fr: 'CANARY' } }));
    await desk.save(speaker, fresh(aDraft({ slug: 'never', stage: (await house.session('panel-3')).stageId })));
    await edit('panel-3', () => ({ minutes: 45 }));
    await publish();
    expect((await house.programme()).sessions.some(({ slug }) => slug === 'never')).toBe(false);
    const { rows } = await house.owner.query<{ content: object }>('select content from release where number = 2');
    expect(JSON.stringify(rows)).not.toContain('CANARY');
  });

  it('can be taken back: an older one is published again under a new number, the draft is left alone, what is on stays', async () => {
    const before = stay(await house.programme());
    await edit('panel-3', () => ({ title: { fr: 'Changé' } }));
    await edit('panel-2', () => ({ title: { fr: 'Changé' } }));
    const added = fresh(aDraft({ slug: 'added', stage: (await house.session('panel-3')).stageId, starts: at(await house.session('panel-3'), '18:30') }));
    await desk.save(added);
    await publish();
    await house.owner.query(`update session set state = 'live' where slug = 'panel-2'`);
    expect(await desk.tries('/api/desk/programme/release/back', { to: 1, number: 2 })).toBe('timetable.movedMeanwhile');
    expect(await desk.tries('/api/desk/programme/release/back', { to: 7, number: 3 })).toBe('timetable.unknown');
    expect(await desk.tries('/api/desk/programme/release/back', { to: 2, number: 3 })).toBe('timetable.nothingNew');
    const { version } = await house.programme();
    expect(await desk.tries('/api/desk/programme/release/back/preview', { to: 7 })).toBe('timetable.unknown');
    const back = await desk.ask<AnswerOf<typeof previewBack>>('/api/desk/programme/release/back/preview', { to: 1 });
    // What is on stays as it is: it is not among what would change.
    expect([back.number, ...back.changes.map(({ session, kind }) => [session, kind]).toSorted()]).toEqual([3, ...[[added.id, 'removed'], [(await drafted('panel-3')).id, 'title']].toSorted()]);
    expect(await desk.tries('/api/desk/programme/release/back', { to: 1, number: 3 })).toBe('done');
    expect((await until(releases, ([last]) => last?.number === 3))[0]?.changes).toEqual(back.changes);
    const after = stay(await until(() => house.programme(), (programme) => programme.version > version));
    const find = (slug: string) => after.sessions.find((session) => session.slug === slug);
    expect([find('panel-2')?.title, find('panel-2')?.state, find('added')?.state]).toEqual([{ fr: 'Changé' }, 'live', 'cancelled']);
    const others = ({ sessions }: typeof before) => sessions.filter(({ slug }) => slug !== 'panel-2' && slug !== 'added');
    expect(others(after)).toEqual(others(before));
    expect([(await releases())[0]?.number, (await drafted('panel-3')).content.title]).toEqual([3, { fr: 'Changé' }]);
    expect((await preview()).changes.map(({ session }) => session)).toContain(added.id);
    // And forward again.
    expect(await desk.tries('/api/desk/programme/release/back', { to: 2, number: 4 })).toBe('done');
    await until(() => house.session('added'), ({ state }) => state === 'released');
  });

  it('that is taken back leaves what is on or over as it was seen: its people by the names and titles they had, its stage by its name', async () => {
    const over = await house.session('panel-2');
    const [first] = over.people;
    const speaker = (await desk.draft()).items.find(({ id }) => id === first?.speaker);
    const stage = (await desk.draft()).items.find(({ id }) => id === over.stageId);
    if (speaker?.content?.kind !== 'speaker' || stage?.content?.kind !== 'stage') throw new Error('nobody is in it');
    await desk.save({ id: speaker.id, revision: speaker.revision, content: { ...speaker.content, title: { fr: 'Autre fonction' } } }, { id: stage.id, revision: stage.revision, content: { ...stage.content, name: { fr: 'Autre salle' } } });
    await edit('panel-3', () => ({ minutes: 35 }));
    await publish();
    for (const state of ['ended', 'live']) {
      await house.owner.query(`update session set state = $1 where slug = 'panel-2'`, [state]);
      const { version } = await house.programme();
      const number = Number((await releases())[0]?.number) + 1;
      expect(await desk.tries('/api/desk/programme/release/back', { to: state === 'ended' ? 1 : 2, number })).toBe('done');
      const { sessions, stages } = await until(() => house.programme(), (programme) => programme.version > version);
      const shown = sessions.find(({ slug }) => slug === 'panel-2');
      expect([shown?.people[0]?.title, stages.find(({ id }) => id === over.stageId)?.name]).toEqual([{ fr: 'Autre fonction' }, { fr: 'Autre salle' }]);
      expect(shown?.people.map(({ id }) => id)).toEqual(over.people.map(({ id }) => id));
    }
  });

  it('that is taken back names no file that was taken away since', async () => {
    const [kept, gone, photo] = [randomUUID(), randomUUID(), randomUUID()];
    for (const [id, use] of [[kept, 'attachment'], [gone, 'attachment'], [photo, 'photo']]) await house.owner.query(`insert into file (id, fair_id, person, use, name, type, size, scan, brought, hash) values ($1, $2, $3, $4, 'a', 'application/pdf', 1, 'clean', now(), 'x')`, [id, fair, desk.id, use]);
    const speaker = (await drafted('panel-3')).content.people[0]?.speaker;
    const profile = (await desk.draft()).items.find(({ id }) => id === speaker);
    if (profile?.content?.kind !== 'speaker') throw new Error('nobody speaks');
    await desk.save({ id: profile.id, revision: profile.revision, content: { ...profile.content, photo } });
    await edit('panel-3', () => ({ attachments: [kept, gone] }));
    await publish();
    await desk.save({ id: profile.id, revision: profile.revision + 1, content: profile.content });
    await edit('panel-3', () => ({ attachments: [] }));
    await publish();
    for (const id of [gone, photo]) expect((await desk.asks(`/api/files/${id}/drop`)).status).toBe(200);
    const { version } = await house.programme();
    expect(await desk.tries('/api/desk/programme/release/back', { to: 2, number: 4 })).toBe('done');
    await until(() => house.programme(), (programme) => programme.version > version);
    const { rows } = await house.owner.query<{ attachments: string[]; photos: string[] }>(`select s.attachments, (select array_remove(array_agg(p.photo), null) from session_person p where p.session_id = s.id) as photos from session s where s.slug = 'panel-3'`);
    expect(rows).toEqual([{ attachments: [kept], photos: [] }]);
  });

  it('tells everyone in changed sessions who has an account once, by mail, and the features that asked to hear of it', async () => {
    const heard: Published[] = [];
    house.app.get(ReleaseHearers).add({ concerned: async (sessions) => ({ plans: sessions.length * 10, reminded: 1 }), published: async (_tx, what) => void heard.push(what) });
    const [speaker, moderator, unproven, outside] = [await account(house, { mail: 'speaker@fair.test', proven: true }), await account(house, { mail: 'moderator@fair.test', proven: true }), await account(house, { mail: 'unproven@fair.test' }), await account(house, { mail: 'outside@fair.test', proven: true })];
    const panel = await house.session('panel-3');
    const profiles = [speaker, unproven, outside].map(({ id }) => fresh(aSpeaker({ person: id })));
    await desk.save(...profiles);
    await edit('panel-3', ({ people }) => ({ people: [...people, ...profiles.slice(0, 2).map(({ id }) => ({ id: randomUUID(), speaker: id, role: 'speaker' as const, replaces: null }))] }));
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'moderator', $2, $3, 'session', 'terminal')`, [moderator.id, fair, panel.id]);
    const { told: who } = await preview();
    // Nadia F. moderates it too, by her profile.
    expect(who).toEqual({ plans: 10, reminded: 1, speakers: 3 });
    const said = jest.spyOn(EntityManager.prototype, 'query');
    await publish();
    // All at once: whoever waits for the fair's turn does not wait for each of them.
    expect(said.mock.calls.filter(([sql]) => sql.startsWith('insert into mail '))).toHaveLength(1);
    said.mockRestore();
    const mails = async () => (await house.owner.query<{ to_address: string; values: { sessions: string }; demo: boolean }>(`select to_address, "values", demo from mail where kind = 'sessionsChanged' order by to_address`)).rows;
    const sent = await mails();
    expect(sent.map(({ to_address }) => to_address)).toEqual(['moderator@fair.test', 'nadia-f@example.com', 'speaker@fair.test']);
    expect(JSON.parse(sent[0]?.values.sessions ?? '')).toEqual([{ title: panel.title.fr, starts: panel.starts, delay: 0 }]);
    // A demonstration is no relay.
    expect(sent.every(({ demo }) => demo)).toBe(true);
    expect(heard).toMatchObject([{ number: 2, by: desk.id, fair: { id: fair } }]);
    expect(heard[0]?.changes.map(({ session }) => session)).toContain(panel.id);
    await edit('panel-3', () => ({ cancelled: true }));
    await publish();
    const again = await mails();
    expect(again).toHaveLength(6);
    expect(again.map(({ values }) => values.sessions).filter((sessions) => sessions.includes('"starts":null'))).toHaveLength(3);
  });

  it('that a hearer could not keep is not made', async () => {
    house.app.get(ReleaseHearers).add({ published: () => Promise.reject(new Error('no')) });
    await edit('panel-3', () => ({ minutes: 40 }));
    const before = await house.programme();
    expect((await desk.asks('/api/desk/programme/release', question(await preview()))).status).toBe(500);
    expect([await releases(), (await house.owner.query('select 1 from audit')).rowCount, stay(await house.programme())]).toMatchObject([[{ number: 1 }], 0, stay(before)]);
  });
});

describe('a change on the day', () => {
  type Changed = AnswerOf<typeof changeDay>;
  const change = (what: object) => desk.ask<Changed>('/api/desk/programme/day', { change: what });
  const tries = (what: object) => desk.tries('/api/desk/programme/day', { change: what });
  async function changed(what: object): Promise<Changed> {
    const { version } = await house.programme();
    const said = await change(what);
    await until(() => house.programme(), (programme) => programme.version > version);
    return said;
  }

  it('reaches every open screen: a fact tells of a new version, which is there to read', async () => {
    const socket = await house.socket();
    await asks(socket, 'feed.enter', { topic: `fair:${fair}` });
    const heard = hears<Frame>(socket, told.frame, ({ facts }) => facts.some(({ name }) => name === 'programme.changed'));
    const { id } = await house.session('panel-2');
    const began = performance.now();
    const { release, changes } = await change({ what: 'delay', session: id, minutes: 20, follow: false });
    await heard;
    await until(() => house.session('panel-2'), ({ delay }) => delay === 20);
    expect(performance.now() - began).toBeLessThan(5000);
    expect([release.number, changes.map(({ session, kind }) => [session, kind])]).toEqual([2, [[id, 'delayed']]]);
    expect((await house.session('panel-2')).sequence).toBe(1);
  });

  it('is made in the draft too, and what else stands in the draft stays there', async () => {
    await edit('panel-2', () => ({ title: { fr: 'Pas encore' } }));
    await edit('panel-3', () => ({ title: { fr: 'Pas encore' } }));
    const { id } = await house.session('panel-2');
    const before = await drafted('panel-2');
    await changed({ what: 'delay', session: id, minutes: 15, follow: false });
    expect((await house.session('panel-2')).title.fr).not.toBe('Pas encore');
    const after = await drafted('panel-2');
    expect(after).toMatchObject({ revision: before.revision + 1, content: { delay: 15, title: { fr: 'Pas encore' } } });
    // Whoever still has the older one is told so.
    expect(await desk.triesToSave({ id, revision: before.revision, content: before.content })).toBe('timetable.movedMeanwhile');
  });

  it.each<[string, () => Promise<{ what: object; undone: number }>]>([
    ['a delay', async () => ({ what: { what: 'delay', session: (await house.session('panel-2')).id, minutes: 5, follow: false }, undone: 1 })],
    ['a delay that pushes what follows', async () => ({ what: { what: 'delay', session: (await house.session('panel-2')).id, minutes: 30, follow: true }, undone: 2 })],
    ['a cancellation', async () => ({ what: { what: 'cancel', session: (await house.session('panel-2')).id }, undone: 1 })],
    ['a restoration', async () => ({ what: { what: 'restore', session: (await house.session('panel-5')).id }, undone: 1 })],
    ['another stage', async () => ({ what: { what: 'stage', session: (await house.session('panel-2')).id, stage: (await house.session('welcome')).stageId }, undone: 1 })],
    ['a swap', async () => ({ what: { what: 'swap', session: (await house.session('panel-3')).id, other: (await house.session('panel-4')).id }, undone: 1 })],
    ['a replacement', async () => {
      const { id, people } = await house.session('panel-2');
      return { what: { what: 'replace', session: id, entry: people[2]?.id, speaker: (await house.session('panel-4')).people.at(-1)?.speaker }, undone: 1 };
    }],
  ])('that is %s is undone by what it answers', async (_what, make) => {
    const { what, undone } = await make();
    const before = stay(await house.programme());
    const { undo, changes } = await changed(what);
    expect(changes).not.toEqual([]);
    expect(undo).toHaveLength(undone);
    expect(stay(await house.programme())).not.toEqual(before);
    for (const one of undo) await changed(one);
    expect(stay(await house.programme())).toEqual(before);
    const { rows } = await house.owner.query<{ deed: string }>('select deed from audit order by id');
    expect(rows.map(({ deed }) => deed)).toEqual(Array.from({ length: 1 + undone }, () => 'day.changed'));
  });

  it('that pushes what follows pushes no further than needed, and nothing that is on or over', async () => {
    const [panel, signing] = [await house.session('panel-2'), await house.session('signing-intelcia')];
    await changed({ what: 'delay', session: panel.id, minutes: 20, follow: true });
    expect([(await house.session('panel-2')).delay, (await house.session('signing-intelcia')).delay, (await house.session('panel-3')).delay]).toEqual([20, 10, 0]);
    await changed({ what: 'delay', session: panel.id, minutes: 0, follow: false });
    await changed({ what: 'delay', session: signing.id, minutes: 0, follow: false });
    await house.owner.query(`update session set state = 'live' where id = $1`, [signing.id]);
    await changed({ what: 'delay', session: panel.id, minutes: 20, follow: true });
    expect((await house.session('signing-intelcia')).delay).toBe(0);
  });

  it('brings someone in whom only the draft knew, and says whom they replace', async () => {
    const [speaker, other] = [fresh(aSpeaker({ name: { fr: 'Hind T.' } })), fresh(aSpeaker({ name: { fr: 'CANARY' } }))];
    await desk.save(speaker, other);
    const { id, people } = await house.session('panel-3');
    await house.owner.query(`update session set state = 'live' where id = $1`, [id]);
    await changed({ what: 'replace', session: id, entry: people[1]?.id, speaker: speaker.id });
    const now = (await house.session('panel-3')).people[1];
    expect(now).toMatchObject({ id: people[1]?.id, name: { fr: 'Hind T.' }, replaces: people[1]?.name });
    const { rows } = await house.owner.query('select content from release where number = 2');
    expect(JSON.stringify(rows)).not.toContain('CANARY');
  });

  it('is refused where it means nothing, and changes nothing then', async () => {
    const [panel, over] = [await house.session('panel-2'), await house.session('welcome')];
    await house.owner.query(`update session set state = 'ended' where id = $1`, [over.id]);
    const unreleased = fresh(aDraft());
    const onlyDrafted = fresh(aStage());
    await desk.save(unreleased, onlyDrafted);
    const before = stay(await house.programme());
    expect(await tries({ what: 'cancel', session: randomUUID() })).toBe('timetable.unknown');
    expect(await tries({ what: 'cancel', session: unreleased.id })).toBe('timetable.unknown');
    expect(await tries({ what: 'stage', session: panel.id, stage: onlyDrafted.id })).toBe('timetable.unknown');
    expect(await tries({ what: 'replace', session: panel.id, entry: randomUUID(), speaker: panel.people[0]?.speaker })).toBe('timetable.unknown');
    expect(await tries({ what: 'replace', session: panel.id, entry: panel.people[0]?.id, speaker: randomUUID() })).toBe('timetable.unknown');
    for (const what of [{ what: 'cancel', session: over.id }, { what: 'delay', session: over.id, minutes: 5, follow: true }, { what: 'swap', session: panel.id, other: over.id }]) expect(await tries(what)).toBe('session.notAllowedNow');
    for (const what of [{ what: 'delay', session: panel.id, minutes: 0, follow: true }, { what: 'restore', session: panel.id }, { what: 'stage', session: panel.id, stage: panel.stageId }, { what: 'swap', session: panel.id, other: panel.id }]) expect(await tries(what)).toBe('timetable.nothingNew');
    expect(await releases()).toHaveLength(1);
    expect(stay(await house.programme())).toEqual({ ...before, sessions: before.sessions });
  });

  it('of two who delay the same session at once is made twice, one after the other, and the draft has both', async () => {
    const { id } = await house.session('panel-2');
    const manager = await atDesk(house, await account(house, { roles: ['stageManager'] }));
    const said = await Promise.all([desk.tries('/api/desk/programme/day', { change: { what: 'delay', session: id, minutes: 10, follow: false } }), manager.tries('/api/desk/programme/day', { change: { what: 'delay', session: id, minutes: 20, follow: false } })]);
    expect(said).toEqual(['done', 'done']);
    const drawn = (await drafted('panel-2')).content.delay;
    expect([(await until(releases, ({ length }) => length === 3)).map(({ number }) => number), [10, 20].includes(drawn)]).toEqual([[3, 2, 1], true]);
    await until(() => house.session('panel-2'), ({ delay }) => delay === drawn);
  });
});

describe('a fair that begins empty', () => {
  it('has a draft with its days alone, and its first release is number 1', async () => {
    const source = await openAsOwner(house.ownerUrl);
    await prepare(source, 'siccam_app', 'empty');
    await source.destroy();
    const organiser = await atDesk(house);
    const { items, release } = await organiser.draft();
    expect([items.map(({ content }) => content?.kind), release]).toEqual([['fair'], null]);
    const empty = await fairOf(house);
    const [days] = items;
    const day = days?.content?.kind === 'fair' ? (days.content.days[0] ?? '') : '';
    const stage = fresh(aStage({ position: 0 }));
    await organiser.save(stage, fresh(aDraft({ slug: 'first', stage: stage.id, starts: `${day}T10:00` })), { id: empty, revision: 1, content: { kind: 'fair', days: [day] } });
    const seen = await organiser.get<Preview>('/api/desk/programme/release');
    expect([seen.number, seen.changes.map(({ kind }) => kind)]).toEqual([1, ['added']]);
    expect(await organiser.tries('/api/desk/programme/release', question(seen))).toBe('done');
    const { rows } = await house.owner.query('select f.days, s.slug, s.state from fair f join session s on s.fair_id = f.id where f.current');
    expect(rows).toEqual([{ days: [day], slug: 'first', state: 'released' }]);
  });
});

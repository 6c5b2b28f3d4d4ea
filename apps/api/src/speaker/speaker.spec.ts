import { randomUUID } from 'node:crypto';
import type { CheckFound, DraftSession, SpeakerMine, SpeakerRow } from '@siccam/contract';
import { decodeJwt } from 'jose';
import { EntityManager } from 'typeorm';
import { LiveKit } from '../platform';
import { type Acting, account, fairOf } from '../testing/acting';
import { browser, terms } from '../testing/browser';
import { aDraft, aSpeaker, atDesk, fresh } from '../testing/drafts';
import { type Said, type TestHouse, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';
import { backGrant, outGrant } from './speaker.rules';

let house: TestHouse;
let fair: string;
const rooms: string[] = [];
beforeAll(async () => {
  house = await openHouse();
  fair = await fairOf(house);
  // The doors are asked here; what LiveKit itself does with such a room is the journey's matter.
  const livekit = house.app.get(LiveKit);
  livekit.openFor = async (room) => void rooms.push(room);
  livekit.close = async (room) => void rooms.splice(0, rooms.length, ...rooms.filter((one) => one !== room));
});
afterAll(() => house.close());

const found: CheckFound = {
  camera: { state: 'measured', width: 1280, height: 720, light: 120, sharpness: 0.4 },
  microphone: { state: 'measured', speech: -22.5, quiet: -60, peak: -6, clipped: 0, heard: true },
  speakers: { heard: true },
  network: { state: 'measured', protocol: 'udp', relay: false, up: 1800, down: 1700, rtt: 48, loss: 0 },
};

const mineOf = (said: Said): SpeakerMine => {
  expect({ status: said.status, said: said.status === 200 ? '' : said.text }).toEqual({ status: 200, said: '' });
  return said.json as SpeakerMine;
};
const tries = async (said: Promise<Said>) => { const answer = await said; return answer.status === 200 ? 'done' : refusalOf(answer); };

/** A released session with one who speaks in it, that one's account, and an assistant's. */
async function cast() {
  const desk = await atDesk(house);
  const person = await account(house, { name: { latin: 'Claire M.' }, factor: false });
  const assistant = await account(house, { roles: [['assistant', person.id]], factor: false });
  const speaker = fresh(aSpeaker({ name: { fr: 'Claire M.' }, title: { fr: 'Acheteuse' } }));
  const slug = `with-${speaker.id.slice(0, 8)}`;
  const session = fresh(aDraft({ slug, starts: '2026-11-28T16:00', is: 'hiring', people: [{ id: randomUUID(), speaker: speaker.id, role: 'speaker', replaces: null }] }));
  await desk.save(speaker, session);
  await desk.ask(`/api/desk/speakers/${speaker.id}/join`, { person: person.id });
  const release = async () => {
    const preview = await desk.get<{ number: number; revisions: string }>('/api/desk/programme/release');
    await desk.ask('/api/desk/programme/release', { number: preview.number, revisions: preview.revisions, note: {}, reason: 'test' });
  };
  await release();
  return { desk, person, assistant, speaker: speaker.id, session: session.id, slug, starts: '2026-11-28T16:00', release, row: async () => (await desk.get<{ speakers: SpeakerRow[] }>('/api/desk/speakers')).speakers.find((one) => one.speaker === speaker.id) };
}

const answering = ({ speaker, session, starts }: Awaited<ReturnType<typeof cast>>, who: Acting, answer: string, over: object = {}) => who.asks(`/api/speaker/${speaker}/answer`, { session, starts, answer, ...over });
const profile = { name: { fr: 'Claire M.' }, title: { fr: 'Directrice des achats', ar: 'مديرة المشتريات' }, about: { fr: 'Deux lignes\nici' }, languages: ['fr'], available: [], photo: null };

describe('someone of the programme', () => {
  it('sees their released sessions and their profile, and so does their assistant; nobody else', async () => {
    const all = await cast();
    const mine = mineOf(await all.person.reads('/api/speaker'));
    expect(mine).toMatchObject({ mayCheck: true, speakers: [{ speaker: all.speaker, mine: true, pending: false, released: true, check: null, sessions: [{ id: all.session, role: 'speaker', answer: null, moved: false }] }] });
    expect(mineOf(await all.assistant.reads('/api/speaker'))).toMatchObject({ speakers: [{ speaker: all.speaker, mine: false }] });
    expect(mineOf(await (await account(house)).reads('/api/speaker'))).toEqual({ speakers: [], roles: [], check: null, mayCheck: false });
  });

  it('has the sessions of their profile in a calendar of their own, and so has their assistant', async () => {
    const all = await cast();
    const calendar = async (who: Acting) => (await who.reads('/api/calendar/fr/mine.ics')).text;
    // Readers see a release a moment after it.
    await until(() => house.programme(), ({ sessions }) => sessions.some(({ id }) => id === all.session));
    expect(await calendar(all.person)).toContain(`UID:${all.session}@`);
    expect(await calendar(all.assistant)).toContain(`UID:${all.session}@`);
    expect(await calendar(await account(house))).not.toContain('UID:');
  });

  it('sees no session that is not released, but the others on which they hold a role', async () => {
    const all = await cast();
    const hidden = fresh(aDraft({ starts: '2026-11-28T17:00', is: 'hiring', people: [{ id: randomUUID(), speaker: all.speaker, role: 'speaker', replaces: null }] }));
    await all.desk.save(hidden);
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) select $1, 'interpreter', $2, o::uuid, 'session', 'terminal' from unnest($3::text[]) o`, [all.person.id, fair, [hidden.id, all.session]]);
    const mine = mineOf(await all.person.reads('/api/speaker'));
    expect(JSON.stringify(mine)).not.toContain(hidden.id);
    expect(mine.roles).toEqual([]);
    const other = await account(house, { roles: [['moderator', all.session]], factor: false });
    expect(mineOf(await other.reads('/api/speaker'))).toEqual({ speakers: [], roles: [{ id: all.session, role: 'moderator' }], check: null, mayCheck: true });
  });

  it('confirms or declines, themselves or by their assistant; a session that moved since asks again', async () => {
    const all = await cast();
    expect(mineOf(await answering(all, all.person, 'confirmed')).speakers[0]?.sessions).toMatchObject([{ answer: 'confirmed', moved: false }]);
    expect(mineOf(await answering(all, all.assistant, 'declined')).speakers[0]?.sessions).toMatchObject([{ answer: 'declined' }]);
    expect(await all.row()).toMatchObject({ sessions: [{ answer: 'declined' }], missing: expect.not.arrayContaining(['answer']) as unknown });
    const item = await all.desk.item(all.session);
    await all.desk.save({ id: all.session, revision: item?.revision ?? 0, content: item?.content?.kind === 'session' ? { ...item.content, starts: '2026-11-28T16:30' } : null });
    expect(mineOf(await all.person.reads('/api/speaker')).speakers[0]?.sessions).toMatchObject([{ answer: 'declined' }]);
    await all.release();
    expect(mineOf(await all.person.reads('/api/speaker')).speakers[0]?.sessions).toMatchObject([{ answer: null, moved: true }]);
    expect(await tries(answering(all, all.person, 'confirmed'))).toBe('timetable.movedMeanwhile');
    expect(mineOf(await answering(all, all.person, 'confirmed', { starts: '2026-11-28T16:30' })).speakers[0]?.sessions).toMatchObject([{ answer: 'confirmed', moved: false }]);
    const { rows } = await house.owner.query(`select count(*)::int as lines from audit where deed = 'speaker.answered' and detail->>'speaker' = $1`, [all.speaker]);
    expect(rows).toEqual([{ lines: 3 }]);
  });

  it('is answered for by nobody else, nor for a session that is not theirs, over or cancelled', async () => {
    const [all, other] = [await cast(), await cast()];
    expect(await tries(answering(all, other.person, 'confirmed'))).toBe('speaker.unknown');
    expect(await tries(answering(all, all.desk, 'confirmed'))).toBe('speaker.unknown');
    expect(await tries(answering(all, all.person, 'confirmed', { session: other.session }))).toBe('session.unknown');
    await house.owner.query(`update session set state = 'ended' where id = $1`, [all.session]);
    expect(await tries(answering(all, all.person, 'confirmed'))).toBe('session.notAllowedNow');
    expect((await house.owner.query('select 1 from speaker_answer where speaker = $1', [all.speaker])).rowCount).toBe(0);
  });

  it('changes their profile in the draft alone, over the revision that they read', async () => {
    const all = await cast();
    const [before] = mineOf(await all.person.reads('/api/speaker')).speakers;
    const saves = (who: Acting, revision = before?.revision, over: object = {}) => who.asks(`/api/speaker/${all.speaker}`, { revision, profile: { ...profile, ...over } });
    expect(mineOf(await saves(all.assistant)).speakers[0]).toMatchObject({ pending: true, profile: { title: profile.title, about: profile.about, short: { fr: 'Hind T.' } } });
    expect(JSON.stringify((await house.call('GET', '/api/programme')).json)).not.toContain('Directrice des achats');
    expect(await tries(saves(all.person, before?.revision, { title: { fr: 'Autre' } }))).toBe('timetable.movedMeanwhile');
    expect(await tries(saves(await account(house)))).toBe('speaker.unknown');
    await all.release();
    await until(async () => (await house.call('GET', '/api/programme')).text.includes('Directrice des achats'), Boolean);
    expect(mineOf(await all.person.reads('/api/speaker')).speakers[0]).toMatchObject({ pending: false });
    expect(await all.row()).toMatchObject({ person: { id: all.person.id }, titles: ['en'] });
  });

  it('takes a photo that they brought, and none of somebody else’s', async () => {
    const all = await cast();
    const [mine, theirs] = [randomUUID(), randomUUID()];
    for (const [id, person] of [[mine, all.person.id], [theirs, all.desk.id]]) await house.owner.query(`insert into file (id, fair_id, person, use, name, type, size, scan, brought, hash) values ($1, $2, $3, 'photo', 'x.jpg', 'image/jpeg', 1, 'clean', now(), '')`, [id, fair, person]);
    const saves = (photo: string) => all.person.asks(`/api/speaker/${all.speaker}`, { revision: 2, profile: { ...profile, photo } });
    expect(await tries(saves(theirs))).toBe('timetable.unknown');
    expect(mineOf(await saves(mine)).speakers[0]?.profile.photo).toBe(mine);
  });

  it.each<[string, object]>([
    ['a text too long', { about: { fr: 'x'.repeat(1501) } }],
    ['times that end before they begin', { available: [{ from: '2026-11-28T10:00', to: '2026-11-28T09:00' }] }],
    ['a field of the organisers', { person: randomUUID() }],
    ['a language that is none', { languages: ['es'] }],
    ['a photo that is no id', { photo: '../x' }],
  ])('cannot save %s', async (_what, over) => {
    const all = await cast();
    expect(await tries(all.person.asks(`/api/speaker/${all.speaker}`, { revision: 2, profile: { ...profile, ...over } }))).toBe('wire.malformed');
  });
});

describe('whoever comes by their invitation', () => {
  type Invited = { person: { id: string }; link: string };
  const named = { name: { ar: 'هند التازي', fr: 'Hind Tazi' }, title: { fr: 'Directrice' } };
  const ofRow = async (desk: Acting, speaker: string) => ((await desk.reads('/api/desk/speakers')).json as { speakers: SpeakerRow[] }).speakers.find((row) => row.speaker === speaker);
  const jobs = async (person: string) => (await house.owner.query<{ done: boolean }>(`select done is not null as done from job where name = 'speaker.invited' and body->>'person' = $1`, [person])).rows;
  const over = (person: string) => until(() => jobs(person), (rows) => rows.length > 0 && rows.every(({ done }) => done));

  /** Someone new in a session of the draft. */
  async function written(desk: Awaited<ReturnType<typeof atDesk>>, ...fields: Parameters<typeof aSpeaker>) {
    const speaker = fresh(aSpeaker(...fields));
    const session = fresh(aDraft({ people: [{ id: randomUUID(), speaker: speaker.id, role: 'speaker', replaces: null }] }));
    await desk.save(speaker, session);
    return { speaker: speaker.id, session: session.id };
  }
  const invites = (desk: Awaited<ReturnType<typeof atDesk>>, name: object, roles: [string, string][]) => desk.ask<Invited>('/api/desk/invitations', { name, mail: null, language: 'fr', roles: roles.map(([role, id]) => ({ role, on: { kind: 'session', id } })) });
  const comes = async ({ link }: Invited) => {
    const me = browser(house);
    expect((await me.asks('/api/enter/open', { token: link, language: 'fr', consents: terms })).status).toBe(200);
    return me;
  };

  it('is joined with their profile, and their page says so; no organiser does anything', async () => {
    const desk = await atDesk(house);
    const { speaker, session } = await written(desk, named);
    const invited = await invites(desk, { latin: 'HIND  Tazi' }, [['speaker', session]]);
    expect(await ofRow(desk, speaker)).toMatchObject({ person: null });
    const me = await comes(invited);
    await until(() => ofRow(desk, speaker), (row) => row?.person?.id === invited.person.id);
    expect(mineOf(await house.call('GET', '/api/speaker', { headers: { cookie: me.cookie } }))).toMatchObject({ speakers: [{ speaker, mine: true, profile: named }] });
    expect((await house.owner.query(`select actor, detail from audit where deed = 'speaker.joined' and object_id = $1`, [invited.person.id])).rows).toEqual([{ actor: invited.person.id, detail: { speaker } }]);
  });

  it.each<[string, Parameters<typeof aSpeaker>[0], object, string]>([
    ['nobody who is called otherwise', named, { latin: 'Hind T.' }, 'speaker'],
    ['nobody of another role', named, { latin: 'Hind Tazi' }, 'moderator'],
    ['nobody who has an account already', { ...named, person: 'taken' }, { latin: 'Hind Tazi' }, 'speaker'],
  ])('is joined with %s', async (_what, fields, name, role) => {
    const desk = await atDesk(house);
    const { speaker, session } = await written(desk, { ...fields, person: fields?.person ? desk.id : null });
    const invited = await invites(desk, name, [[role, session]]);
    await comes(invited);
    await over(invited.person.id);
    expect((await ofRow(desk, speaker))?.person?.id).not.toBe(invited.person.id);
  });

  it('is joined with none of two who are called alike', async () => {
    const desk = await atDesk(house);
    const two = [await written(desk, named), await written(desk, named)];
    const invited = await invites(desk, { ar: 'هند التازي' }, two.map(({ session }) => ['speaker', session]));
    await comes(invited);
    await over(invited.person.id);
    expect(await Promise.all(two.map(async ({ speaker }) => (await ofRow(desk, speaker))?.person))).toEqual([null, null]);
  });
});

describe('an assistant', () => {
  it('prepares all: answers, profile, photo, times, check; and speaks nowhere', async () => {
    const all = await cast();
    const { assistant } = all;
    const photo = randomUUID();
    await house.owner.query(`insert into file (id, fair_id, person, use, name, type, size, scan, brought, hash) values ($1, $2, $3, 'photo', 'x.jpg', 'image/jpeg', 1, 'clean', now(), '')`, [photo, fair, assistant.id]);
    const available = [{ from: '2026-11-28T15:00', to: '2026-11-28T18:00' }];
    const [page] = mineOf(await assistant.reads('/api/speaker')).speakers;
    mineOf(await assistant.asks(`/api/speaker/${all.speaker}`, { revision: page?.revision, profile: { ...profile, photo, available } }));
    mineOf(await answering(all, assistant, 'confirmed'));
    mineOf(await assistant.asks('/api/speaker/check', { speaker: all.speaker, found }));
    expect(mineOf(await all.person.reads('/api/speaker'))).toMatchObject({ speakers: [{ mine: true, profile: { photo, available }, sessions: [{ answer: 'confirmed' }], check: { found } }] });

    const { out, back } = (await assistant.asks('/api/speaker/check/ticket')).json as { out: string; back: string };
    expect([decodeJwt(out), decodeJwt(back)].map(({ video }) => (video as { room: string }).room)).toEqual(Array(2).fill(`${fair}_${assistant.id}_check`));
    expect(await tries(assistant.asks(`/api/sessions/${all.slug}/speaker-ticket`, { person: all.speaker }))).toBe('wire.forbidden');
    await house.owner.query(`update session set kind = 'panel', stage_id = (select id from stage where fair_id = $2 limit 1), state = 'live' where id = $1`, [all.session, fair]);
    const { token } = (await until(() => assistant.asks(`/api/sessions/${all.slug}/ticket`, { tab: 'tab-1' }), ({ status }) => status === 200)).json as { token: string };
    expect(decodeJwt(token)['video']).toMatchObject({ canPublish: false, canPublishSources: [], canPublishData: false, hidden: true });
    expect(mineOf(await assistant.reads('/api/speaker'))).toMatchObject({ speakers: [{ mine: false }], roles: [] });
  });

  it('of somebody else prepares nothing of this one', async () => {
    const [all, other] = [await cast(), await cast()];
    expect(mineOf(await other.assistant.reads('/api/speaker')).speakers.map(({ speaker }) => speaker)).toEqual([other.speaker]);
    for (const path of [`/api/speaker/${all.speaker}`, `/api/speaker/${all.speaker}/answer`, '/api/speaker/check'])
      expect(await tries(other.assistant.asks(path, path.endsWith('/answer') ? { session: all.session, starts: all.starts, answer: 'confirmed' } : path.endsWith('/check') ? { speaker: all.speaker, found } : { revision: 2, profile }))).toBe('speaker.unknown');
  });
});

describe('the check of devices', () => {
  const never = { roomAdmin: false, roomCreate: false, roomList: false, roomRecord: false, ingressAdmin: false, recorder: false, agent: false, canManageAgentSession: false, canSubscribeMetrics: false, destinationRoom: '', canPublishData: false, canUpdateOwnMetadata: false };

  it('is a room of one’s own, with exactly these two tickets of five minutes', async () => {
    const { person } = await cast();
    const said = await person.asks('/api/speaker/check/ticket');
    const { out, back } = said.json as { out: string; back: string };
    const room = `${fair}_${person.id}_check`;
    expect(rooms).toContain(room);
    const [one, two] = [decodeJwt(out), decodeJwt(back)];
    expect(one['video']).toEqual({ ...never, room, roomJoin: true, canPublish: true, canPublishSources: ['camera', 'microphone'], canSubscribe: false, hidden: false });
    expect(two['video']).toEqual({ ...never, room, roomJoin: true, canPublish: false, canPublishSources: [], canSubscribe: true, hidden: true });
    const mark = person.signIn.slice(0, 8);
    expect([one.sub, two.sub]).toEqual([`${person.id}:${mark}.out`, `${person.id}:${mark}.back`]);
    for (const claims of [one, two]) {
      expect(Object.keys(claims).sort()).toEqual(['exp', 'iss', 'nbf', 'sub', 'video']);
      expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBe(300);
    }
  });

  it('leaves no flag of a ticket unsaid', () => {
    const flags = ['roomCreate', 'roomJoin', 'roomList', 'roomRecord', 'roomAdmin', 'room', 'ingressAdmin', 'canPublish', 'canPublishSources', 'canSubscribe', 'canPublishData', 'canUpdateOwnMetadata', 'hidden', 'recorder', 'agent', 'canSubscribeMetrics', 'canManageAgentSession', 'destinationRoom'];
    for (const grant of [outGrant('r'), backGrant('r')]) expect(Object.keys(grant).sort()).toEqual(flags.toSorted());
  });

  it('is kept beside the person, its room is gone, and organisers see it with its age', async () => {
    const all = await cast();
    await all.person.asks('/api/speaker/check/ticket');
    const ended = mineOf(await all.person.asks('/api/speaker/check', { speaker: null, found }));
    expect(ended.speakers[0]?.check?.found).toEqual(found);
    expect(rooms).not.toContain(`${fair}_${all.person.id}_check`);
    expect(await all.row()).toMatchObject({ check: { found, own: true, at: ended.speakers[0]?.check?.at } });
    expect((await all.row())?.missing).not.toContain('check');
    mineOf(await all.person.asks('/api/speaker/check', { speaker: null, found: { ...found, network: null } }));
    expect((await all.row())?.missing).toContain('check');
  });

  it('by an assistant is kept beside whom they name, and beside nobody else', async () => {
    const [all, other] = [await cast(), await cast()];
    expect(mineOf(await all.assistant.asks('/api/speaker/check', { speaker: all.speaker, found })).speakers[0]?.check).toMatchObject({ found, own: false });
    expect(await all.row()).toMatchObject({ check: { found, own: false } });
    expect(await tries(all.assistant.asks('/api/speaker/check', { speaker: other.speaker, found }))).toBe('speaker.unknown');
    expect(await other.row()).toMatchObject({ check: null });
  });

  it('of someone without a profile goes along when an organiser joins them with one', async () => {
    const all = await cast();
    const person = await account(house, { roles: [['speaker', all.session]], factor: false });
    expect(mineOf(await person.asks('/api/speaker/check', { speaker: null, found })).check?.found).toEqual(found);
    const list = async () => (await all.desk.get<{ speakers: SpeakerRow[] }>('/api/desk/speakers')).speakers;
    expect((await list()).find((one) => one.person?.id === person.id)).toMatchObject({ speaker: null, check: { found }, sessions: [{ id: all.session, role: 'speaker' }] });
    const unjoined = fresh(aSpeaker());
    await all.desk.save(unjoined);
    await all.desk.ask(`/api/desk/speakers/${unjoined.id}/join`, { person: person.id });
    expect((await list()).filter((one) => one.person?.id === person.id)).toMatchObject([{ speaker: unjoined.id, check: { found } }]);
  });

  it('given up keeps nothing; whoever is not of the programme has none', async () => {
    const all = await cast();
    expect(mineOf(await all.person.asks('/api/speaker/check', { speaker: null, found: null })).speakers[0]?.check).toBeNull();
    const stranger = await account(house);
    expect(await tries(stranger.asks('/api/speaker/check/ticket'))).toBe('speaker.none');
    expect(await tries(stranger.asks('/api/speaker/check', { speaker: null, found }))).toBe('speaker.none');
  });

  it.each<[string, object]>([
    ['a sound', { ...found, recording: 'UklGRg' }],
    ['a device’s name', { ...found, camera: { ...found.camera, label: 'FaceTime HD' } }],
    ['more light than there is', { ...found, camera: { ...found.camera, light: 256 } }],
    ['a level above full', { ...found, microphone: { ...found.microphone, peak: 7 } }],
    ['a reason that is none', { ...found, camera: { state: 'unusable', why: 'tired' } }],
  ])('keeps nothing with %s', async (_what, wrong) => {
    const all = await cast();
    expect(await tries(all.person.asks('/api/speaker/check', { speaker: null, found: wrong }))).toBe('wire.malformed');
  });
});

describe('the organisers', () => {
  it('see what is missing from whom', async () => {
    const all = await cast();
    expect(await all.row()).toMatchObject({ missing: ['answer', 'check', 'photo', 'title'], titles: ['ar', 'en'], sessions: [{ id: all.session, answer: null, awaited: true }] });
    await house.owner.query(`update session set state = 'ended' where id = $1`, [all.session]);
    expect(await all.row()).toMatchObject({ missing: ['check', 'photo', 'title'], sessions: [{ answer: null, awaited: false }] });
    const nobody = fresh(aSpeaker({ shape: 'organisation', title: { ar: 'أ', fr: 'b', en: 'c' } }));
    await all.desk.save(nobody);
    const list = (await all.desk.get<{ speakers: SpeakerRow[] }>('/api/desk/speakers')).speakers;
    expect(list.find((one) => one.speaker === nobody.id)).toMatchObject({ person: null, missing: ['account', 'check'], titles: [] });
    const invited = await all.desk.ask<{ person: { id: string } }>('/api/desk/invitations', { name: { latin: 'Hind T.' }, mail: 'hind@fair.test', language: 'ar', roles: [] });
    await all.desk.ask(`/api/desk/speakers/${nobody.id}/join`, { person: invited.person.id });
    expect((await all.desk.get<{ speakers: SpeakerRow[] }>('/api/desk/speakers')).speakers.find((one) => one.speaker === nobody.id)).toMatchObject({ person: { opened: false, writable: true, language: 'ar' }, missing: ['opened', 'check'] });
  });

  it('join someone with an account of this fair only, once', async () => {
    const all = await cast();
    const join = (speaker: string, person: string | null) => all.desk.tries(`/api/desk/speakers/${speaker}/join`, { person });
    expect(await join(randomUUID(), all.person.id)).toBe('speaker.unknown');
    expect(await join(all.session, all.person.id)).toBe('speaker.unknown');
    expect(await join(all.speaker, randomUUID())).toBe('people.noAccount');
    const revision = (await all.desk.item(all.speaker))?.revision;
    expect(await join(all.speaker, all.person.id)).toBe('done');
    expect((await all.desk.item(all.speaker))?.revision).toBe(revision);
    expect(await join(all.speaker, null)).toBe('done');
    expect(mineOf(await all.person.reads('/api/speaker')).speakers).toEqual([]);
  });

  it.each(['another account', 'nobody, and another account afterwards', 'nobody, and the same again'])('joining someone with %s leave nothing of what was answered and measured before', async (what) => {
    const all = await cast();
    mineOf(await answering(all, all.person, 'declined'));
    mineOf(await all.person.asks('/api/speaker/check', { speaker: null, found }));
    const next = what.endsWith('again') ? all.person : await account(house, { factor: false });
    if (what.startsWith('nobody')) await all.desk.ask(`/api/desk/speakers/${all.speaker}/join`, { person: null });
    await all.desk.ask(`/api/desk/speakers/${all.speaker}/join`, { person: next.id });
    expect(mineOf(await next.reads('/api/speaker'))).toMatchObject({ check: null, speakers: [{ speaker: all.speaker, check: null, sessions: [{ answer: null, moved: false }] }] });
    expect(await all.row()).toMatchObject({ person: { id: next.id }, check: null, sessions: [{ answer: null }], missing: expect.arrayContaining(['answer', 'check']) as unknown });
    for (const table of ['speaker_answer', 'tech_check']) expect((await house.owner.query(`select 1 from ${table} where speaker = $1`, [all.speaker])).rowCount).toBe(0);
  });

  it.each(['another account', 'nobody, and another account afterwards', 'nothing, and another account when it comes back'])('saving someone in the draft with %s is joining as well, and is told and written down like it', async (what) => {
    const all = await cast();
    mineOf(await answering(all, all.person, 'declined'));
    mineOf(await all.person.asks('/api/speaker/check', { speaker: null, found }));
    const next = await account(house, { factor: false });
    const save = async (content: object | null) => {
      const { revision = 0 } = (await all.desk.item(all.speaker)) ?? {};
      await all.desk.ask('/api/desk/programme/save', { items: [{ id: all.speaker, revision, content }] });
    };
    const { content } = (await all.desk.item(all.speaker)) ?? {};
    const session = await all.desk.item(all.session);
    const people = session?.content?.kind === 'session' ? session.content.people : [];
    if (what.startsWith('nothing')) {
      await all.desk.save({ id: all.session, revision: session?.revision ?? 0, content: { ...(session?.content as DraftSession), people: [] } });
      await save(null);
    } else if (what.startsWith('nobody')) await save({ ...content, person: null });
    await save({ ...content, person: next.id });
    if (what.startsWith('nothing')) await all.desk.save({ id: all.session, revision: (session?.revision ?? 0) + 1, content: { ...(session?.content as DraftSession), people } });
    expect(mineOf(await next.reads('/api/speaker'))).toMatchObject({ check: null, speakers: [{ speaker: all.speaker, check: null, sessions: [{ answer: null, moved: false }] }] });
    expect(mineOf(await all.person.reads('/api/speaker')).speakers).toEqual([]);
    for (const table of ['speaker_answer', 'tech_check']) expect((await house.owner.query(`select 1 from ${table} where speaker = $1`, [all.speaker])).rowCount).toBe(0);
    const { rows } = await house.owner.query<{ deed: string; object: string }>(`select deed, object_id as object from audit where detail->>'speaker' = $1 and deed like 'speaker.%ed' and deed <> 'speaker.answered' order by id`, [all.speaker]);
    expect(rows.map(({ deed, object }) => `${deed} ${object}`).slice(-1)).toEqual([`speaker.joined ${next.id}`]);
    for (const { id } of [all.person, next]) expect((await house.owner.query(`select 1 from fact where topic = $1`, [`person:${id}`])).rowCount).toBeGreaterThan(0);
  });

  it('cannot make a guest someone of the programme', async () => {
    const all = await cast();
    const guest = randomUUID();
    await house.owner.query(`insert into person (id, fair_id, kind, name, language) values ($1, $2, 'guest', '{"latin": "G."}', 'fr')`, [guest, fair]);
    expect(await all.desk.triesToSave(fresh(aSpeaker({ person: guest })))).toBe('timetable.unknown');
  });

  it('write to each in their language, once for one message', async () => {
    const [all, other] = [await cast(), await cast()];
    await house.owner.query(`update person set mail = id || '@fair.test', mail_proven = now(), language = case when id = $1 then 'ar' else 'en' end where id in ($1, $2)`, [all.person.id, other.person.id]);
    const stranger = await account(house, { mail: 'stranger@fair.test', proven: true });
    const message = { message: randomUUID(), to: [all.person.id, other.person.id, stranger.id], subject: { ar: 'قبل الغد', fr: 'Avant demain' }, text: { ar: 'مرحبا\nسطر', fr: 'Bonjour\nLigne' } };
    const first = await all.desk.ask<{ posted: number; held: number; unreached: number }>('/api/desk/speakers/mail', message);
    expect(first.posted + first.held).toBe(2);
    expect(first.unreached).toBe(1);
    await all.desk.ask('/api/desk/speakers/mail', message);
    const { rows } = await house.owner.query<{ person_id: string; language: string; values: object }>(`select person_id, language, "values" from mail where kind = 'speakersTold' and key like 'speakersTold:' || $1 || ':%'`, [message.message]);
    expect(rows.toSorted((a, b) => a.person_id.localeCompare(b.person_id))).toEqual([
      { person_id: all.person.id, language: 'ar', values: { subject: 'قبل الغد', text: 'مرحبا\nسطر' } },
      { person_id: other.person.id, language: 'ar', values: { subject: 'قبل الغد', text: 'مرحبا\nسطر' } },
    ].toSorted((a, b) => a.person_id.localeCompare(b.person_id)));
    expect((await house.owner.query(`select 1 from audit where deed = 'speakers.mailed' and detail->>'message' = $1`, [message.message])).rowCount).toBe(1);
  });

  it('write in one go, and while somebody else has the programme’s turn', async () => {
    const all = await cast();
    await house.owner.query(`update person set mail = id || '@fair.test', mail_proven = now() where id = $1`, [all.person.id]);
    const said = jest.spyOn(EntityManager.prototype, 'query');
    await house.owner.query('begin');
    await house.owner.query(`select pg_advisory_xact_lock(hashtextextended('programme ' || $1, 0))`, [fair]);
    const answer = await all.desk.ask<{ posted: number; held: number }>('/api/desk/speakers/mail', { message: randomUUID(), to: [all.person.id], subject: { fr: 'X' }, text: { fr: 'Y' } }).finally(() => house.owner.query('rollback'));
    expect(answer.posted + answer.held).toBe(1);
    expect(said.mock.calls.filter(([sql]) => sql.startsWith('insert into mail '))).toHaveLength(1);
    said.mockRestore();
  });

  it('cannot write a subject without its text', async () => {
    const all = await cast();
    for (const over of [{ subject: { fr: 'X' }, text: {} }, { subject: { fr: 'X' }, text: { ar: 'ص' } }, { subject: {}, text: {} }]) expect(await all.desk.tries('/api/desk/speakers/mail', { message: randomUUID(), to: [all.person.id], ...over })).toBe('wire.malformed');
  });
});

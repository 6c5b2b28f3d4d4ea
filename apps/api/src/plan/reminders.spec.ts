import { randomUUID } from 'node:crypto';
import { consentTexts, fairNow, wallAt } from '@siccam/contract';
import { Database, Jobs, MachineClock } from '../platform';
import { ReleaseHearers } from '../timetable';
import { type Acting, account, fairOf } from '../testing/acting';
import { type TestHouse, openHouse } from '../testing/house';
import { openSmtp } from '../testing/smtp';
import { until } from '../testing/until';
import { RemindersService } from './reminders.service';
import { SeatsService } from './seats.service';

let smtp: Awaited<ReturnType<typeof openSmtp>>;
let house: TestHouse;
beforeAll(async () => {
  smtp = await openSmtp();
  house = await openHouse({ SMTP_URL: smtp.url, MAIL_FROM: 'SICCAM <salon@fair.test>' });
  // A demonstration keeps what its desks write.
  await house.owner.query('update fair set demo = false');
});
afterAll(async () => {
  await house.close();
  await smtp.close();
});

const consent = { version: consentTexts.reminders.version, language: 'fr' };
/** Someone who keeps sessions. `asked`: who asked for mails. */
async function reader(sessions: readonly string[], { asked = true, proven = true }: { asked?: boolean; proven?: boolean } = {}): Promise<Acting & { mail: string }> {
  const mail = `${randomUUID()}@there.test`;
  const me = await account(house, { mail, proven: true });
  if (asked) await me.asks('/api/plan/remind', { on: true, ...consent });
  if (!proven) await house.owner.query('update person set mail_proven = null where id = $1', [me.id]);
  for (const session of sessions) await me.asks('/api/plan/keep', { session, keep: true });
  return { ...me, mail };
}

/** The wall of the fair in so many minutes. */
async function wallIn(minutes: number): Promise<string> {
  const { fair } = await house.programme();
  return wallAt(fairNow(fair.clock, Date.now()) + minutes * 60_000, fair.offset);
}
/** Lets everyone see what a test wrote, and looks. */
async function looked(): Promise<void> {
  const { version } = await house.programme();
  await house.owner.query(`update fair set programme_version = programme_version + 1 where current`);
  await house.app.get(Database).decide(async (tx) => void tx.facts.push({ topic: `fair:${await fairOf(house)}`, name: 'programme.changed', body: { version: version + 1 } }));
  await until(() => house.programme(), (programme) => programme.version > version);
  house.app.get(RemindersService).wake();
}
/** A session of its own that begins in so many minutes. */
async function begins(minutes: number, over: { state?: string; delay?: number; capacity?: number } = {}): Promise<string> {
  const id = randomUUID();
  await house.owner.query(
    `insert into session select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'slug', $2::text, 'title', jsonb_build_object('fr', $2::text), 'state', $3::text, 'starts', $4::text, 'ends', $5::text, 'delay', $6::int, 'capacity', $7::int, 'taken', 0, 'waiting', 0))).* from session s where s.slug = 'panel-4'`,
    [id, `s-${id.slice(0, 8)}`, over.state ?? 'released', await wallIn(minutes), await wallIn(minutes + 60), over.delay ?? 0, over.capacity ?? null],
  );
  return id;
}
const mailsTo = async (mail: string) => (await house.owner.query<{ kind: string; state: string; values: { sessions: string } }>(`select kind, state, "values" from mail where to_address = $1 and kind in ('reminder', 'planChanged', 'seatOffered') order by created`, [mail])).rows;
const sentTo = (mail: string) => smtp.received.filter(({ to }) => to.includes(mail));

describe('a reminder', () => {
  it('comes once, 20 minutes before at most, to who keeps the session and asked for it, and to nobody else', async () => {
    const [soon, later, past, gone] = [await begins(15), await begins(40), await begins(-5), await begins(15, { state: 'cancelled' })];
    const [me, silent, unproven] = [await reader([soon, later, past, gone]), await reader([soon], { asked: false }), await reader([soon], { proven: false })];
    await looked();
    await until(() => sentTo(me.mail), ({ length }) => length === 1);
    for (let turn = 0; turn < 3; turn++) await looked();
    expect((await mailsTo(me.mail)).map(({ kind }) => kind)).toEqual(['reminder']);
    const [mail] = sentTo(me.mail);
    expect([mail?.headers['content-language'], mail?.text.includes(`/fr/s/s-${soon.slice(0, 8)}`), mail?.text.includes('heure du Maroc')]).toEqual(['fr', true, true]);
    expect([await mailsTo(silent.mail), await mailsTo(unproven.mail)]).toEqual([[], []]);
  });

  it('follows a session that was moved: none for the old hour, one for the new', async () => {
    const session = await begins(15, { delay: 60 });
    const me = await reader([session]);
    await looked();
    expect(await mailsTo(me.mail)).toEqual([]);
    await house.owner.query('update session set delay = 0 where id = $1', [session]);
    await looked();
    await until(() => mailsTo(me.mail), ({ length }) => length === 1);
    await house.owner.query('update session set delay = 3 where id = $1', [session]);
    await looked();
    await until(() => mailsTo(me.mail), ({ length }) => length === 2);
  });

  it('is one, however often it is looked for, and after a crash in between', async () => {
    const session = await begins(15);
    const all = [await reader([session]), await reader([session]), await reader([session])];
    await looked();
    const reminders = house.app.get(RemindersService);
    for (let turn = 0; turn < 10; turn++) reminders.wake();
    for (const { mail } of all) await until(() => mailsTo(mail), ({ length }) => length === 1);
    // As it is after a crash between the mail and the end of its look.
    await house.owner.query('update plan_entry set reminded = null where session_id = $1', [session]);
    await looked();
    await until(async () => (await house.owner.query('select 1 from plan_entry where session_id = $1 and reminded is null', [session])).rowCount, (left) => left === 0);
    for (const { mail } of all) expect(await mailsTo(mail)).toHaveLength(1);
  });

  it('stops with the consent', async () => {
    const session = await begins(15);
    const me = await reader([session]);
    await me.asks('/api/plan/remind', { on: false, ...consent });
    await looked();
    const other = await reader([session]);
    await looked();
    await until(() => mailsTo(other.mail), ({ length }) => length === 1);
    expect(await mailsTo(me.mail)).toEqual([]);
  });

  it('that the mail server did not take before the session began is not sent any more', async () => {
    const me = await reader([]);
    await house.app.get(Database).decide(async (tx) => {
      await tx.sql.query(`insert into mail (fair_id, person_id, kind, language, to_address, "values", key) values ($1, $2, 'reminder', 'fr', $3, $4, $5)`, [await fairOf(house), me.id, me.mail, JSON.stringify({ until: new Date(house.app.get(MachineClock).now() - 1000).toISOString(), sessions: '[]' }), randomUUID()]);
      await tx.sql.query(`insert into job (name, body) select 'mail.send', jsonb_build_object('mail', id) from mail where to_address = $1`, [me.mail]);
    });
    house.app.get(Jobs).wake();
    await until(() => mailsTo(me.mail), ([mail]) => mail?.state === 'failed');
    expect(sentTo(me.mail)).toEqual([]);
  });
});

let number = 910;
const release = async (number: number, changes: object[]) => {
  const fair = await fairOf(house);
  await house.app.get(Database).decide(async (tx) => {
    await tx.sql.query(`insert into release (fair_id, number, content, changes, note, made, made_by) values ($1, $2, '{}', $3, '{}', now(), 'terminal')`, [fair, number, JSON.stringify(changes)]);
    await house.app.get(ReleaseHearers).published(tx, { fair: { id: fair, zone: 'Africa/Casablanca' }, number, changes: changes as never, before: {}, after: {}, by: 'terminal' });
  });
  house.app.get(Jobs).wake();
};
const change = (session: string, kind: string) => ({ session, kind, title: {}, before: null, after: null });

describe('a release', () => {
  it('is told once to who keeps what it changed, as it is now, and asked to be told; not what is only words', async () => {
    const [moved, gone, worded] = [await begins(200, { delay: 20 }), await begins(300, { state: 'cancelled' }), await begins(400)];
    const [me, other, silent] = [await reader([moved, gone, worded]), await reader([worded]), await reader([moved], { asked: false })];
    expect(await house.app.get(ReleaseHearers).concerned([moved, worded])).toEqual({ plans: 3, reminded: 2 });
    await release(900, [change(moved, 'delayed'), change(gone, 'cancelled'), change(worded, 'text')]);
    const [mail] = await until(() => mailsTo(me.mail), ({ length }) => length === 1);
    const told = JSON.parse(mail?.values.sessions ?? '[]') as { title: string; starts: string | null; delay: number }[];
    expect(told.map(({ title, starts, delay }) => [title, starts === null, delay])).toEqual([[`s-${moved.slice(0, 8)}`, false, 20], [`s-${gone.slice(0, 8)}`, true, 0]]);
    await house.owner.query(`update job set done = null, after = now() where key like 'plan.changed:%'`);
    house.app.get(Jobs).wake();
    await until(async () => (await house.owner.query(`select 1 from job where key like 'plan.changed:%' and done is null`)).rowCount, (left) => left === 0);
    expect((await mailsTo(me.mail)).map(({ kind }) => kind)).toEqual(['planChanged']);
    expect([await mailsTo(other.mail), await mailsTo(silent.mail)]).toEqual([[], []]);
    // Who keeps it afterwards has seen it as it is.
    const late = await reader([moved]);
    await house.owner.query(`update job set done = null, after = now() where key like 'plan.changed:%'`);
    house.app.get(Jobs).wake();
    await until(async () => (await house.owner.query(`select 1 from job where key like 'plan.changed:%' and done is null`)).rowCount, (left) => left === 0);
    expect(await mailsTo(late.mail)).toEqual([]);
  });

  it('takes back a reminder that still waits for what it cancels', async () => {
    const session = await begins(15);
    smtp.says.instead = { at: 'data', code: 450, text: 'not now' };
    const me = await reader([session]);
    await looked();
    await until(() => mailsTo(me.mail), ({ length }) => length === 1);
    await house.owner.query(`update session set state = 'cancelled' where id = $1`, [session]);
    await release(901, [change(session, 'cancelled')]);
    const rows = await until(() => mailsTo(me.mail), (all) => all.some(({ kind }) => kind === 'planChanged'));
    expect(rows.map(({ kind }) => kind)).toEqual(['planChanged']);
    smtp.says.instead = null;
  });
});

describe('a reminder that still waits when a release changes its session', () => {
  /** One that the mail server does not take yet. */
  async function waits(minutes = 15): Promise<{ session: string; me: Awaited<ReturnType<typeof reader>> }> {
    const session = await begins(minutes);
    smtp.says.instead = { at: 'data', code: 450, text: 'not now' };
    const me = await reader([session]);
    await looked();
    await until(() => mailsTo(me.mail), ([mail]) => mail?.state === 'waiting');
    return { session, me };
  }

  it.each(['title', 'stage', 'replaced'])('(%s) but not its start comes all the same, as it is now, and once', async (kind) => {
    const { session, me } = await waits();
    await house.owner.query(`update session set title = '{"fr": "Autrement"}' where id = $1`, [session]);
    await release((number += 1), [change(session, kind)]);
    smtp.says.instead = null;
    await looked();
    const rows = await until(() => mailsTo(me.mail), (all) => all.some(({ kind: one, state }) => one === 'reminder' && state === 'sent'));
    expect(rows.map(({ kind: one, values }) => [one, values.sessions.includes('Autrement')]).toSorted()).toEqual([['planChanged', true], ['reminder', true]]);
    await release((number += 1), [change(session, kind)]);
    await looked();
    await until(() => mailsTo(me.mail), (all) => all.filter(({ kind: one }) => one === 'planChanged').length === 2);
    expect((await mailsTo(me.mail)).filter(({ kind: one }) => one === 'reminder')).toHaveLength(1);
  });

  it('comes after all where that was cancelled and is restored', async () => {
    const { session, me } = await waits();
    await house.owner.query(`update session set state = 'cancelled' where id = $1`, [session]);
    await release((number += 1), [change(session, 'cancelled')]);
    smtp.says.instead = null;
    await looked();
    expect((await mailsTo(me.mail)).filter(({ kind }) => kind === 'reminder')).toEqual([]);
    await house.owner.query(`update session set state = 'released' where id = $1`, [session]);
    await release((number += 1), [change(session, 'restored')]);
    await looked();
    await until(() => mailsTo(me.mail), (all) => all.some(({ kind, state }) => kind === 'reminder' && state === 'sent'));
  });
});

describe('an offered seat', () => {
  it('is told by mail to who asked for it, with the hour until which it is kept', async () => {
    const session = await begins(200, { capacity: 1 });
    const [first, next] = [await reader([]), await reader([])];
    for (const one of [first, next]) await one.asks('/api/plan/seat', { session });
    await first.asks('/api/plan/leave', { session });
    const [mail] = await until(() => sentTo(next.mail), ({ length }) => length === 1);
    expect(mail?.text).toMatch(/La place vous est gardée jusqu’à \u2068\d\d:\d\d\u2069/);
    house.app.get(SeatsService).wake();
    expect((await mailsTo(next.mail)).map(({ kind }) => kind)).toEqual(['seatOffered']);
  });

  it.each([['cancelled', []], ['title', ['seatOffered']]])('(%s) that was not told yet calls nobody to what is cancelled', async (kind, left) => {
    const session = await begins(200, { capacity: 1 });
    const [first, next] = [await reader([]), await reader([])];
    for (const one of [first, next]) await one.asks('/api/plan/seat', { session });
    smtp.says.instead = { at: 'data', code: 450, text: 'not now' };
    await first.asks('/api/plan/leave', { session });
    await until(() => mailsTo(next.mail), ([mail]) => mail?.kind === 'seatOffered' && mail.state === 'waiting');
    await release((number += 1), [change(session, kind)]);
    expect((await mailsTo(next.mail)).filter((mail) => mail.kind === 'seatOffered').map((mail) => mail.kind)).toEqual(left);
    smtp.says.instead = null;
  });
});

it('in a demonstration, where anybody chooses the words, none of these leaves the house', async () => {
  await house.owner.query('update fair set demo = true where current');
  const session = await begins(15);
  const me = await reader([session]);
  await looked();
  await until(() => mailsTo(me.mail), ([mail]) => mail?.state === 'held');
  expect(sentTo(me.mail)).toEqual([]);
});

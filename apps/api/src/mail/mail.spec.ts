import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AnswerOf, Language, readOutbox } from '@siccam/contract';
import { Retention } from '../people/retention';
import { Database, Jobs, Vault } from '../platform';
import { type Acting, account, fairOf } from '../testing/acting';
import { terms } from '../testing/browser';
import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { openSmtp } from '../testing/smtp';
import { until } from '../testing/until';
import { refusalIn } from './mail.service';
import { type MailKind, mailKinds, post, postAll } from './post';

let smtp: Awaited<ReturnType<typeof openSmtp>>;
let house: TestHouse;
let organiser: Acting;
let fair: string;
const lines: string[] = [];
beforeAll(async () => {
  smtp = await openSmtp();
  house = await openHouse({ SMTP_URL: smtp.url, MAIL_FROM: 'SICCAM <salon@fair.test>', LOG_LEVEL: 'debug' }, (line) => lines.push(line));
  // A demonstration keeps what its desks write.
  await house.owner.query('update fair set demo = false');
  fair = await fairOf(house);
  organiser = await account(house, { roles: ['organiser'] });
});
beforeEach(() => {
  smtp.received.length = 0;
  smtp.says.instead = null;
});
afterAll(async () => {
  await house.close();
  await smtp.close();
});

type MailState = { state: string; attempts: number; error: string | null; sealed: boolean; sent: Date | null };
type Wish = { kind?: MailKind; to?: string; language?: Language; code?: string; lives?: number; key?: string; name?: object; at?: TestHouse };

/** Leaves a mail with a link as a decision would; answers its id and its secrets. */
async function leave({ kind = 'invitation', to = `${randomUUID()}@there.test`, language = 'fr', code, lives = 600_000, key = randomUUID(), name = { latin: 'Salma B.', ar: 'سلمى ب.' }, at = house }: Wish = {}) {
  const [person, link, token] = [randomUUID(), randomUUID(), randomBytes(32).toString('base64url')];
  await at.owner.query(`insert into person (id, fair_id, kind, name, language, mail) values ($1, $2, 'account', $3, $4, $5)`, [person, await fairOf(at), JSON.stringify(name), language, to]);
  await at.owner.query(`insert into link (id, fair_id, kind, person_id, mail, hash, expires) values ($1, $2, 'invitation', $3, $4, $5, now() + make_interval(secs => $6))`, [link, await fairOf(at), person, to, createHash('sha256').update(token).digest(), lives / 1000]);
  const of = await fairOf(at);
  await at.app.get(Database).decide((tx) => post(tx, at.app.get(Vault), { kind, fair: of, person, to, language, secret: { token, code: code ?? null }, link, key }));
  at.app.get(Jobs).wake();
  const { rows } = await at.owner.query<{ id: string }>('select id from mail where key = $1', [key]);
  return { id: rows[0]?.id ?? '', token, link, person, to };
}

async function stateOf(id: string, at = house): Promise<MailState | undefined> {
  return (await at.owner.query<MailState>('select state, attempts, error, secret is not null as sealed, sent from mail where id = $1', [id])).rows[0];
}
const becomes = (id: string, state: string, at = house) => until(() => stateOf(id, at), (row) => row?.state === state);
const settled = (id: string, at = house) => until(async () => (await at.owner.query<{ done: boolean }>(`select done is not null as done from job where name = 'mail.send' and body->>'mail' = $1`, [id])).rows, (rows) => rows.every(({ done }) => done));
/** Lets the next try come now. */
async function again(id: string): Promise<void> {
  await house.owner.query(`update job set after = now() where body->>'mail' = $1 and done is null`, [id]);
  house.app.get(Jobs).wake();
}
const outbox = async (who = organiser, state: string | null = null) => (await who.asks('/api/desk/outbox', { state, page: 0 })).json as AnswerOf<typeof readOutbox>;
const rowOf = async (id: string, who = organiser) => (await outbox(who)).mails.find((mail) => mail.id === id);

describe('a mail', () => {
  it('goes out once, in two forms, from the fair, and its secret leaves the database', async () => {
    const { id, token, to } = await leave({ kind: 'signIn', code: '012345' });
    expect(await becomes(id, 'sent')).toMatchObject({ attempts: 1, error: null, sealed: false, sent: expect.any(Date) as Date });
    await settled(id);
    expect(smtp.received).toHaveLength(1);
    const [mail] = smtp.received;
    expect(mail).toMatchObject({ from: 'salon@fair.test', to: [to] });
    expect(mail?.headers).toMatchObject({ from: 'SICCAM <salon@fair.test>', to, 'message-id': `<${id}@fair.test>`, 'auto-submitted': 'auto-generated', 'content-language': 'fr' });
    for (const form of [mail?.text, mail?.html?.replace('&#35;', '#')]) {
      expect(form).toContain(`http://fair.test/fr/enter/link#${token}`);
      expect(form).toContain('012345');
    }
    expect(Object.keys(mail?.headers ?? {}).filter((name) => name.startsWith('list-') || name === 'x-mailer')).toEqual([]);
  });

  it.each(mailKinds.flatMap((kind) => (['ar', 'fr', 'en'] as const).map((language) => [kind, language] as const)))('%s arrives in %s', async (kind, language) => {
    const { id } = await leave({ kind, language });
    await becomes(id, 'sent');
    const [mail] = smtp.received;
    expect(mail?.headers['subject']).not.toMatch(/undefined|=\?/);
    expect(mail?.html).toContain(language === 'ar' ? 'dir="rtl"' : 'dir="ltr"');
    expect(mail?.text.length).toBeGreaterThan(80);
  });

  it('whose sender was killed before it could write so goes out again under the same Message-ID', async () => {
    const { id } = await leave();
    await becomes(id, 'sent');
    await settled(id);
    const { rows } = await house.owner.query<{ secret: Buffer }>('select secret from mail where id = $1', [id]);
    expect(rows[0]?.secret).toBeNull();
    // As a killed server leaves it: the mail server has it, the database does not know.
    const twin = await leave();
    await becomes(twin.id, 'sent');
    const sealed = house.app.get(Vault).seal(JSON.stringify({ token: twin.token }), `mail:${(await house.owner.query<{ key: string }>('select key from mail where id = $1', [twin.id])).rows[0]?.key}`);
    await house.owner.query(`update mail set state = 'waiting', sent = null, secret = $2 where id = $1`, [twin.id, sealed]);
    await house.owner.query(`update job set done = null, leased_until = now() - interval '1 second' where name = 'mail.send' and body->>'mail' = $1`, [twin.id]);
    house.app.get(Jobs).wake();
    await becomes(twin.id, 'sent');
    const ids = smtp.received.filter(({ to }) => to[0] === twin.to).map(({ headers }) => headers['message-id']);
    expect(ids).toEqual([`<${twin.id}@fair.test>`, `<${twin.id}@fair.test>`]);
  });

  it('that was sent is not sent again by a second run of its job', async () => {
    const { id } = await leave();
    await becomes(id, 'sent');
    await settled(id);
    await house.owner.query(`update job set done = null where name = 'mail.send' and body->>'mail' = $1`, [id]);
    house.app.get(Jobs).wake();
    await settled(id);
    expect(smtp.received).toHaveLength(1);
  });

  it('left twice under one key is one mail', async () => {
    const key = randomUUID();
    const { id } = await leave({ key });
    await leave({ key });
    await becomes(id, 'sent');
    expect((await house.owner.query('select 1 from mail where key = $1', [key])).rowCount).toBe(1);
    await settled(id);
    expect(smtp.received).toHaveLength(1);
  });

  it('that is put off is tried again, and says meanwhile what the server said', async () => {
    smtp.says.instead = { at: 'rcpt', code: 421, text: 'too busy, <someone@there.test> later' };
    const { id, to } = await leave();
    const waiting = await until(() => stateOf(id), (row) => typeof row?.error === 'string');
    expect(waiting).toMatchObject({ state: 'waiting', sealed: true });
    expect(waiting?.error).toContain('421');
    expect(waiting?.error).not.toContain('@');
    smtp.says.instead = null;
    await again(id);
    expect(await becomes(id, 'sent')).toMatchObject({ error: null });
    expect(smtp.received.map((mail) => mail.to[0])).toEqual([to]);
  });

  it('waits for a server that is down', async () => {
    const { port } = smtp;
    await smtp.close();
    const { id, to } = await leave();
    expect(await until(() => stateOf(id), (row) => typeof row?.error === 'string')).toMatchObject({ state: 'waiting', sealed: true });
    smtp = await openSmtp(port);
    await again(id);
    await becomes(id, 'sent');
    expect(smtp.received.map((mail) => mail.to[0])).toEqual([to]);
  });

  it('that is refused for good says why, in the outbox and in the list of people, and goes out when it is sent again', async () => {
    smtp.says.instead = { at: 'rcpt', code: 550, text: '5.1.1 <someone@there.test>: no such user' };
    const { id, person, token } = await leave();
    expect(await becomes(id, 'failed')).toMatchObject({ attempts: 1, sealed: true });
    await settled(id);
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'failed', link: true, attempts: 1, person: { id: person, name: { latin: 'Salma B.' } } });
    expect(row?.error).toMatch(/550.*no such user/);
    expect(row?.error).not.toContain('@');
    expect((await outbox(organiser, 'failed')).mails.every(({ state }) => state === 'failed')).toBe(true);
    const found = await organiser.asks('/api/desk/people', { search: person, filter: 'mailRefused', page: 0 });
    expect((found.json as { people: { id: string; invitation: { state: string } }[] }).people).toEqual([expect.objectContaining({ id: person, invitation: expect.objectContaining({ state: 'refused' }) as object })]);

    smtp.says.instead = null;
    const said = await organiser.asks(`/api/desk/outbox/${id}/resend`);
    expect(said.json).toMatchObject({ id, error: null });
    await becomes(id, 'sent');
    expect(smtp.received[0]?.text).toContain(token);
    expect((await house.owner.query<{ deed: string }>('select deed from audit where object_id = $1', [id])).rows).toEqual([{ deed: 'mail.resent' }]);
    // What has been sent stays sent.
    expect((await organiser.asks(`/api/desk/outbox/${id}/resend`)).json).toMatchObject({ state: 'sent' });
    expect(smtp.received).toHaveLength(1);
  });

  it('fails at its twelfth try', async () => {
    smtp.says.instead = { at: 'data', code: 451, text: 'not now' };
    const { id } = await leave();
    await until(() => stateOf(id), (row) => typeof row?.error === 'string');
    await house.owner.query(`update job set attempts = 11, leased_until = null, after = now() where body->>'mail' = $1`, [id]);
    house.app.get(Jobs).wake();
    expect(await becomes(id, 'failed')).toMatchObject({ error: expect.stringContaining('451') as string });
  });

  it.each([
    ['over', `update link set expires = now() - interval '1 second' where id = $1`],
    ['taken back', 'update link set revoked = now() where id = $1'],
    ['used', 'update link set used = now() where id = $1'],
  ])('whose link is %s is not sent, and forgets it', async (_what, statement) => {
    smtp.says.instead = { at: 'rcpt', code: 421, text: 'later' };
    const { id, link } = await leave();
    await until(() => stateOf(id), (row) => typeof row?.error === 'string');
    await house.owner.query(statement, [link]);
    smtp.says.instead = null;
    await again(id);
    expect(await becomes(id, 'failed')).toMatchObject({ sealed: false, error: 'link over' });
    expect(smtp.received).toEqual([]);
  });

  it('to somebody who deleted their account meanwhile is no fault', async () => {
    smtp.says.instead = { at: 'rcpt', code: 421, text: 'later' };
    const { id } = await leave();
    await until(() => stateOf(id), (row) => typeof row?.error === 'string');
    await house.owner.query('delete from mail where id = $1', [id]);
    await again(id);
    expect((await settled(id)).length).toBe(1);
  });

  it('adds no header and no reader, whatever the name and the address say', async () => {
    const name = { latin: 'Salma\r\nBcc: all@there.test\r\n\r\n<script>' };
    const { id, to } = await leave({ name });
    await becomes(id, 'sent');
    const [mail] = smtp.received;
    expect(mail?.to).toEqual([to]);
    expect(mail?.headers['bcc']).toBeUndefined();
    expect(mail?.html).not.toContain('<script>');
    for (const address of ['a@b.test\r\nBcc: c@d.test', 'a@b.test>\r\nRCPT TO:<c@d.test', 'a@b.test, c@d.test']) {
      const bad = await leave({ to: address });
      expect(await becomes(bad.id, 'failed')).toMatchObject({ sealed: false, error: 'address unusable' });
      await house.owner.query('delete from mail where id = $1', [bad.id]);
    }
    expect(smtp.received.map((received) => received.to)).toEqual([[to]]);
    expect(smtp.received.every(({ headers }) => headers['bcc'] === undefined)).toBe(true);
  });

  it('leaves no token, code, address, name or word of itself in any line of the log', async () => {
    smtp.says.instead = { at: 'rcpt', code: 421, text: 'who is <canary@there.test>' };
    const { id, token } = await leave({ kind: 'signIn', to: 'canary@there.test', code: '918273', name: { latin: 'Canary Bird' } });
    await until(() => stateOf(id), (row) => typeof row?.error === 'string');
    smtp.says.instead = { at: 'rcpt', code: 550, text: 'who is <canary@there.test>' };
    await again(id);
    await becomes(id, 'failed');
    const log = lines.join('\n');
    expect(log).toContain(id);
    for (const secret of [token, '918273', 'canary', 'Canary', 'enter/link', 'Bonjour']) expect(log).not.toContain(secret);
  });
});

describe('what a mail server says', () => {
  const fails = (code: string, responseCode?: number, response?: string) => Object.assign(new Error('it failed'), { code, responseCode, response });
  it.each([
    ['an unknown address', fails('EENVELOPE', 550, '550 no <x@y.test>'), true],
    ['a full house', fails('EENVELOPE', 452, '452 later'), false],
    ['a refused text', fails('EMESSAGE', 554, '554 spam'), true],
    ['an address that is none', fails('EENVELOPE'), true],
    ['a wrong password of ours', fails('EAUTH', 535, '535 no'), false],
    ['nothing', fails('ETIMEDOUT'), false],
    ['no name', fails('EDNS'), false],
  ])('as %s is final or not', (_what, error, forGood) => {
    expect(refusalIn(error).forGood).toBe(forGood);
    expect(refusalIn(error).reason).not.toMatch(/[@\r\n]/);
  });
});

describe('without a mail server', () => {
  let quiet: TestHouse;
  let theirs: Acting;
  beforeAll(async () => {
    quiet = await openHouse();
    await quiet.owner.query('update fair set demo = false');
    theirs = await account(quiet, { roles: ['organiser'] });
  });
  afterAll(() => quiet.close());

  const copy = (id: string, who = theirs) => who.asks(`/api/desk/outbox/${id}/link`);

  it('an invitation is held, and its link is copied, which the journal says', async () => {
    const { id, token, person, link } = await leave({ at: quiet });
    expect(await becomes(id, 'held', quiet)).toMatchObject({ sealed: true, attempts: 0 });
    const box = await outbox(theirs);
    expect(box.server).toBe(false);
    expect(box.mails.find((mail) => mail.id === id)).toMatchObject({ state: 'held', link: true });
    const said = await copy(id);
    expect(said.json).toEqual({ token });
    const { rows } = await quiet.owner.query<{ hash: Buffer }>('select hash from link where id = $1', [link]);
    expect(createHash('sha256').update(token).digest().equals(rows[0]?.hash ?? Buffer.alloc(0))).toBe(true);
    expect((await quiet.owner.query('select actor, deed, object_id, detail from audit where object_id = $1', [person])).rows).toEqual([{ actor: theirs.id, deed: 'link.copied', object_id: person, detail: { mail: id } }]);
  });

  it.each(['signIn', 'proveMail', 'letBack', 'roleChanged'] as const)('a mail of the kind %s never shows its link', async (kind) => {
    const { id } = await leave({ kind, at: quiet });
    await becomes(id, 'held', quiet);
    expect(refusalOf(await copy(id))).toBe('outbox.noLink');
    expect(await rowOf(id, theirs)).toMatchObject({ link: false });
  });

  it.each([
    ['used', 'used = now()', 'enter.linkUsed'],
    ['over', `expires = now() - interval '1 second'`, 'enter.linkOver'],
    ['taken back', 'revoked = now()', 'enter.linkOver'],
  ])('a link that is %s is not copied', async (_what, change, refusal) => {
    const { id, link } = await leave({ at: quiet });
    await becomes(id, 'held', quiet);
    const before = (await outbox(theirs)).counts;
    await quiet.owner.query(`update link set ${change} where id = $1`, [link]);
    expect(refusalOf(await copy(id))).toBe(refusal);
    expect(await rowOf(id, theirs)).toMatchObject({ link: false, state: 'unsent' });
    const { counts } = await outbox(theirs);
    expect(counts).toEqual({ ...before, held: before.held - 1, unsent: before.unsent + 1 });
    expect((await outbox(theirs, 'held')).total).toBe(counts.held);
    expect((await outbox(theirs, 'held')).mails.map((mail) => mail.id)).not.toContain(id);
  });

  it('the secret of a link that is over leaves the database', async () => {
    const { id } = await leave({ at: quiet, lives: 1500 });
    await becomes(id, 'held', quiet);
    expect(await until(() => stateOf(id, quiet), (row) => row?.sealed === false)).toMatchObject({ state: 'held' });
  });

  it('the link that is copied lets its person in', async () => {
    const { id, person } = await leave({ at: quiet });
    await becomes(id, 'held', quiet);
    const { token } = (await copy(id)).json as { token: string };
    const guest = await quiet.guest();
    const opened = await quiet.call('POST', '/api/enter/open', { body: { token, language: 'fr', consents: terms }, headers: { cookie: guest.cookie } });
    expect(opened.json).toMatchObject({ kind: 'person', id: person });
    expect(refusalOf(await copy(id))).toBe('enter.linkUsed');
    await quiet.app.get(Retention).letGo();
    expect(await stateOf(id, quiet)).toMatchObject({ sealed: false });
  });

  it('nothing is refused and nothing is said in the log', async () => {
    expect((await quiet.owner.query(`select 1 from job where error is not null`)).rowCount).toBe(0);
  });

  it('what is held goes out once there is one, where its link still lives and its fair is the current one', async () => {
    const living = await leave({ at: quiet });
    const dead = await leave({ at: quiet });
    // What somebody left who tried out the demonstration in the same data folder.
    const elsewhere = await leave({ at: quiet });
    for (const { id } of [living, dead, elsewhere]) await becomes(id, 'held', quiet);
    const beside = randomUUID();
    await quiet.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'slug', 'beside', 'current', false))).* from fair f where f.current`, [beside]);
    await quiet.owner.query('update mail set fair_id = $2 where id = $1', [elsewhere.id, beside]);
    await quiet.owner.query('update link set revoked = now() where id = $1', [dead.link]);
    await quiet.stop();
    const { startServer } = await import('../server');
    const { openLog } = await import('../platform');
    const next = await startServer({ ...quiet.config, SMTP_URL: smtp.url }, openLog('silent'));
    await becomes(living.id, 'sent', quiet);
    await next.close();
    expect(smtp.received.some(({ to, text }) => to[0] === living.to && text.includes(living.token))).toBe(true);
    expect(await stateOf(dead.id, quiet)).toMatchObject({ state: 'held' });
    expect(await stateOf(elsewhere.id, quiet)).toMatchObject({ state: 'held' });
    expect(smtp.received.some(({ to }) => to[0] === dead.to || to[0] === elsewhere.to)).toBe(false);
  });
});

describe('the outbox', () => {
  it('is of this fair alone, newest first, counted by state', async () => {
    const other = randomUUID();
    await house.owner.query(`insert into mail (id, fair_id, kind, language, to_address, key, state) values ($1, $2, 'invitation', 'fr', 'x@other.test', 'of another fair', 'failed')`, [other, randomUUID()]);
    const box = await outbox();
    expect(box.mails.some(({ id }) => id === other)).toBe(false);
    expect(box.server).toBe(true);
    expect(box.mails.map(({ created }) => created)).toEqual(box.mails.map(({ created }) => created).toSorted().toReversed());
    expect(Object.values(box.counts).reduce((sum, count) => sum + count, 0)).toBe(box.total);
    expect(refusalOf(await organiser.asks(`/api/desk/outbox/${other}/resend`))).toBe('people.unknown');
    expect(refusalOf(await organiser.asks(`/api/desk/outbox/${other}/link`))).toBe('outbox.noLink');
  });

  it('gives its mails by the page, each once', async () => {
    await house.owner.query(`insert into mail (fair_id, kind, language, to_address, key, state, created) select $1, 'signIn', 'fr', 'page@fair.test', 'page ' || n, 'sent', now() - interval '1 hour' from generate_series(1, 120) n`, [fair]);
    const seen = new Set<string>();
    for (let page = 0; page < 4; page++) {
      const { mails } = (await organiser.asks('/api/desk/outbox', { state: 'sent', page })).json as AnswerOf<typeof readOutbox>;
      for (const { id } of mails) seen.add(id);
    }
    expect(seen.size).toBe((await outbox(organiser, 'sent')).total);
  });
});

describe('many mails', () => {
  it('are two statements however many, each once, and say what became of each', async () => {
    const batch = randomUUID();
    const letters = Array.from({ length: 300 }, (_one, at) => ({ kind: 'speakersTold' as const, fair, person: null, by: organiser.id, to: `${at}@many.test`, language: 'fr' as const, values: { subject: `Objet ${at}`, text: '«\n»' }, key: `${batch}:${at}` }));
    const said: string[] = [];
    const posted = async (some: typeof letters) =>
      await house.app.get(Database).decide(async (tx) => {
        const query = jest.spyOn(tx.sql, 'query');
        const became = await postAll(tx, house.app.get(Vault), some);
        said.push(...query.mock.calls.map(([sql]) => sql.slice(0, 16)));
        query.mockRestore();
        return became;
      });
    expect(await posted(letters.slice(0, 2))).toEqual(['leaves', 'leaves']);
    expect(await posted([...letters.slice(1), ...letters.slice(-1)])).toEqual(['known', ...letters.slice(2).map(() => 'leaves'), 'leaves']);
    expect(said).toEqual(['insert into mail', 'insert into job ', 'insert into mail', 'insert into job ']);
    const { rows } = await house.owner.query<{ to: string; subject: string; text: string; jobs: number }>(`select m.to_address as to, m."values"->>'subject' as subject, m."values"->>'text' as text, (select count(*)::int from job j where j.key = 'mail.send:' || m.id) as jobs from mail m where key like $1 || ':%'`, [batch]);
    expect(rows).toHaveLength(300);
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(new Set(letters.map(({ to, values }) => JSON.stringify({ to, ...values, jobs: 1 }))));
  });
});

import { randomUUID } from 'node:crypto';
import { consentTexts, doors, type Route } from '@siccam/contract';
import { type TestHouse, openHouse } from '../testing/house';
import { PeopleService } from './people.service';

const lines: string[] = [];
let house: TestHouse;
let fair: string;
beforeAll(async () => {
  house = await openHouse({ LOG_LEVEL: 'debug' }, (line) => lines.push(line));
  fair = (await house.owner.query<{ id: string }>('select id from fair where current')).rows[0]?.id ?? '';
});
afterAll(() => house.close());

// What would be a second line of the log if it were written as it came.
const forged = '\r\n{"level":60,"msg":"forged"}\r\n';
const said = {
  name: 'Canariname',
  mail: 'canary.mail@fair.test',
  password: 'canary pass phrase',
  code: '914273',
  token: 'canary-token-canary-token-canary-token-cana',
  search: `canary search${forged}`,
  agent: 'canary-agent',
  address: '198.51.100.77',
  query: 'canary-query',
};
const name = { ar: `كناري${forged}`, latin: said.name };
const consents = [{ what: 'terms', version: consentTexts.terms.version, language: 'fr' }];

/** What somebody says at each door; what is not here says nothing. */
const questions = (): Record<string, unknown> => ({
  'health.report': { id: '7F3K-92QD', message: `TypeError: ${said.search}`, page: `/ar/enter?${said.query}`, build: '' },
  'people.name': { name, language: 'fr' },
  'enter.signUp': { name, mail: said.mail, password: said.password, language: 'fr', consents },
  'enter.password': { mail: said.mail, password: said.password },
  'enter.askLink': { mail: said.mail, language: 'ar' },
  'enter.peek': { token: said.token },
  'enter.open': { token: said.token, language: 'fr', first: { name, mail: said.mail } },
  'enter.mailCode': { mail: said.mail, code: said.code },
  'enter.second': { code: said.code },
  'enter.confirm': { code: said.code, password: said.password },
  'account.save': { name, language: 'fr', zone: `Africa/Casablanca${forged}` },
  'account.password': { password: said.password },
  'account.mail': { mail: said.mail },
  'account.factorProve': { code: said.code },
  'account.consent': consents[0],
  'official.save': { version: 1, name: { fr: said.name }, title: { fr: said.search }, capacity: {} },
  'official.confirm': { version: 1 },
  'people.find': { search: said.search, filter: 'all', page: 0 },
  'people.invite': { name, mail: said.mail, language: 'ar', roles: [{ role: 'press', on: { kind: 'fair', id: fair } }] },
  'people.roles': { version: 1, give: [{ role: 'press', on: { kind: 'fair', id: fair } }], take: [] },
  'people.import': { csv: `name_latin,mail,language,role\n${said.name},${said.mail},fr,press\n`, apply: true },
  'audit.read': { actor: said.search, deed: null, object: null, from: null, to: null, before: null },
  'audit.export': { actor: said.search, deed: null, object: null, from: null, to: null },
  'demo.enter': { as: 'organiser' },
  'stage.ticket': { tab: 'canary-tab' },
});

/** Everything in an answer that only its reader may have: tokens, recovery codes, secrets. */
const secretsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? /^[\w-]{43}$|^[A-Z2-7]{16,}$|^\d{6}$/.test(value) ? [value] : []
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(secretsOf)
      : [];

async function organiser(): Promise<{ id: string; cookie: string }> {
  const [id, signIn] = [randomUUID(), randomUUID()];
  await house.owner.query(`insert into person (id, fair_id, kind, name, language, mail, mail_proven) values ($1, $2, 'account', '{"latin": "Canariname Organiser"}', 'fr', $3, now())`, [id, fair, `${id}@canary.test`]);
  await house.owner.query(`insert into sign_in (id, person_id, "by", device, address, expires, confirmed, second_factor) values ($1, $2, 'password', '{"kind": "computer", "browser": "x"}', '127.0.0.0/24', now() + interval '1 day', now(), now())`, [signIn, id]);
  await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'organiser', $2, $2, 'fair', 'terminal')`, [id, fair]);
  return { id, cookie: house.app.get(PeopleService).cookies.write({ kind: 'person', id, signIn }).split(';')[0] ?? '' };
}

describe('the log at its most talkative', () => {
  it('holds no name, address, password, code, token or cookie of whoever goes through every door', async () => {
    const someone = await organiser();
    const forbidden = new Set([...Object.values(said), someone.cookie.split('=')[1] ?? '', '@canary.test', '@fair.test', 'كناري']);
    for (const who of ['stranger', 'guest', 'organiser'] as const) {
      for (const door of doors.filter((one): one is typeof one & Route => one.kind === 'route')) {
        // Each comes anew, because some doors end what others need.
        const { cookie } = who === 'organiser' ? await organiser() : who === 'guest' ? await house.guest() : { cookie: '' };
        const path = door.path.replace(/:(person|signIn|mail)/g, someone.id).replace(':session', 'closing').replace(':language', 'fr').replace(':what', 'news').replace(/:\w+/g, 'link').replace('*', 'nowhere');
        const headers = { 'user-agent': `Mozilla/5.0 ${said.agent}`, 'x-forwarded-for': said.address, ...(cookie && { cookie }) };
        const answer = await house.call(door.method, `${path}?${said.query}`, door.method === 'POST' ? { body: questions()[door.name] ?? {}, headers } : { headers });
        expect({ door: door.name, who, fault: answer.status === 500 }).toEqual({ door: door.name, who, fault: false });
        for (const secret of secretsOf(answer.json)) forbidden.add(secret);
        for (const kept of [cookie, answer.headers.get('set-cookie')?.split(';')[0] ?? '']) if (kept) forbidden.add(kept.split('=')[1] ?? '');
      }
    }
    // One socket, opened with a cookie.
    await house.socket({ cookie: someone.cookie });
    expect(lines.length).toBeGreaterThan(3);
    expect([...forbidden].filter((one) => one && lines.some((line) => line.includes(one)))).toEqual([]);
  });

  it('holds nothing of what was said when a door breaks', async () => {
    const { cookie } = await house.guest();
    const before = lines.length;
    await house.owner.query('alter table person rename to person_away');
    const answer = await house.call('POST', '/api/me', { body: questions()['people.name'], headers: { cookie } });
    await house.owner.query('alter table person_away rename to person');
    expect(answer.status).toBe(500);
    const broken = lines.slice(before).join('');
    expect(broken).toContain('"fault"');
    expect(broken).not.toContain(said.name);
    expect(broken).not.toContain(cookie.split('=')[1]);
  });

  it('is one line an event, whatever line breaks somebody sends', () => {
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line.trimEnd()).not.toMatch(/[\r\n]/);
      expect((JSON.parse(line) as { msg?: string }).msg).not.toBe('forged');
    }
  });
});

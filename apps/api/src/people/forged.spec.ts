import { createHmac, randomUUID } from 'node:crypto';
import { Database } from '../platform';
import { account } from '../testing/acting';
import { openHouse, refusalOf, type TestHouse } from '../testing/house';
import { until } from '../testing/until';
import { Cookies } from './cookie';
import { PeopleService } from './people.service';
import { SignInsService } from './signIns.service';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

type Owner = { id: string; signIn: string; cookie: string };
const signed = (text: string, secret: string, words = 'siccam cookie ') => `${text}.${createHmac('sha256', secret).update(`${words}${text}`).digest('base64url')}`;
const jwt = (header: object, body: object, signature = '') => `${[header, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.${signature}`;
const secret = () => house.config.COOKIE_SECRET;
const valueOf = (cookie: string) => cookie.slice('siccam='.length);

/** Each way to make a cookie that nobody was given, from one that somebody was. */
const forgeries: Record<string, (mine: Owner, other: Owner) => string | Promise<string>> = {
  'signed with another secret': ({ id, signIn }) => `siccam=${signed(`s.${id}.${signIn}`, 'x'.repeat(48))}`,
  'signed with the plain secret, without the words before it': ({ id, signIn }) => `siccam=${signed(`s.${id}.${signIn}`, secret(), '')}`,
  'with another person’s id': ({ cookie, id }, other) => cookie.replace(id, other.id),
  'with another sign-in': ({ cookie, signIn }, other) => cookie.replace(signIn, other.signIn),
  'rightly signed for somebody else’s sign-in': ({ id }, other) => `siccam=${signed(`s.${id}.${other.signIn}`, secret())}`,
  'with the two ids the other way round': ({ id, signIn }) => `siccam=${signed(`s.${signIn}.${id}`, secret())}`,
  'cut short': ({ cookie }) => cookie.slice(0, -1),
  'without its signature': ({ id, signIn }) => `siccam=s.${id}.${signIn}`,
  'with an empty signature': ({ id, signIn }) => `siccam=s.${id}.${signIn}.`,
  'with a letter of the signature changed': ({ cookie }) => `${cookie.slice(0, -2)}${cookie.at(-2) === 'A' ? 'B' : 'A'}${cookie.at(-1) ?? ''}`,
  'of a guest whose letter was changed to a person’s': ({ id, signIn }) => `siccam=s.${id}.${signIn}.${signed(`g.${id}`, secret()).split('.').at(-1) ?? ''}`,
  'in large letters': ({ cookie }) => `siccam=${valueOf(cookie).toUpperCase()}`,
  'as a token with alg none': ({ id, signIn }) => `siccam=${jwt({ alg: 'none', typ: 'JWT' }, { sub: id, signIn })}`,
  'as a token whose RS256 became HS256': ({ id, signIn }) => `siccam=${jwt({ alg: 'HS256', typ: 'JWT' }, { sub: id, signIn }, createHmac('sha256', 'public key').update('x').digest('base64url'))}`,
  'under the name of a server behind TLS': ({ cookie }) => `__Host-siccam=${valueOf(cookie)}`,
  'under another name': ({ cookie }) => `session=${valueOf(cookie)}`,
  'made by another server': ({ id, signIn }) => new Cookies({ COOKIE_SECRET: 'another server, another secret, 48 letters long…', tls: false }).write({ kind: 'person', id, signIn }).split(';')[0] ?? '',
  'of a sign-in that never was': ({ id }) => house.app.get(PeopleService).cookies.write({ kind: 'person', id, signIn: randomUUID() }).split(';')[0] ?? '',
  'of a sign-in that is over': async ({ cookie, signIn }) => {
    await house.owner.query(`update sign_in set expires = now() - interval '1 second' where id = $1`, [signIn]);
    return cookie;
  },
  'of a sign-in that was ended': async ({ cookie, id, signIn }) => {
    await house.app.get(Database).decide((tx) => house.app.get(SignInsService).end(tx, id, { only: [signIn] }));
    await until(() => house.app.get(PeopleService).caller({ cookie }), (caller) => caller === null);
    return cookie;
  },
  'of a person who was deleted': async ({ cookie, id }) => {
    await house.owner.query('delete from person where id = $1', [id]);
    return cookie;
  },
  'of a person of another fair': async ({ cookie, id }) => {
    const fair = randomUUID();
    await house.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'slug', $1::text, 'current', false))).* from fair f where f.current`, [fair]);
    await house.owner.query('update person set fair_id = $2 where id = $1', [id, fair]);
    return cookie;
  },
};

describe('a cookie', () => {
  it.each(Object.keys(forgeries))('%s opens nothing that an account opens, and says nothing of anybody', async (what) => {
    const [mine, other] = [await account(house, { roles: ['organiser'] }), await account(house)];
    expect((await mine.reads('/api/account')).status).toBe(200);
    const cookie = (await forgeries[what]?.(mine, other)) ?? '';
    const headers = { cookie };
    for (const path of ['/api/account', '/api/account/officials']) {
      const said = await house.call('GET', path, { headers });
      expect([said.status, refusalOf(said)]).toEqual([403, 'wire.forbidden']);
    }
    expect(refusalOf(await house.call('POST', '/api/desk/people', { headers, body: { search: '', filter: 'all', page: 0 } }))).toBe('wire.forbidden');
    const me = await house.call('GET', '/api/me', { headers });
    // A stranger becomes a guest whom nobody knows; what was a sign-in once hears that it is none.
    if (me.status === 200) expect(me.json).toMatchObject({ kind: 'guest', name: null, mail: null, signIn: null, roles: [] });
    else expect(refusalOf(me)).toBe('people.signedOut');
    expect(me.text).not.toContain(mine.id);
    expect(me.text).not.toContain(other.id);
  });
});

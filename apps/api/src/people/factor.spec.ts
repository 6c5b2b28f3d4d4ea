import { type Account, Me, type Role, secondFactorRoles } from '@siccam/contract';
import { type Someone, anotherSignIn, moveClock, someone } from '../testing/someone';
import { type Said, type TestHouse, openHouse, refusalOf } from '../testing/house';
import { MachineClock } from '../platform';
import { codeAt, stepAt } from './factors';
import { PeopleService } from './people.service';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
afterEach(() => moveClock(house, 0));

const post = ({ headers }: Pick<Someone, 'headers'>, path: string, body: unknown = {}) => house.call('POST', path, { body, headers });
const second = (me: Pick<Someone, 'headers'>, code: string) => post(me, '/api/enter/second', { code });
const step = () => stepAt(house.app.get(MachineClock).now());
const heard = ({ status, json }: Said) => (status === 200 ? 'in' : (json as { refusal: string }).refusal);
const minute = 60_000;

/** Someone whose second factor is in force and was set up on another sign-in, three steps ago. */
async function withFactor(role?: Role): Promise<Someone & { secret: string; recovery: string[] }> {
  const me = await someone(house, { role });
  const { secret } = (await post(me, '/api/account/factor')).json as { secret: string };
  const { recovery } = (await post(me, '/api/account/factor/prove', { code: codeAt(secret, step()) })).json as { recovery: string[] };
  await house.owner.query('update person set factor_step = factor_step - 3 where id = $1', [me.person]);
  return { ...me, ...(await anotherSignIn(house, me.person)), secret, recovery };
}

describe('a second factor', () => {
  it('is in force only once a code of it was typed, and this sign-in then has it', async () => {
    const me = await someone(house);
    const { secret, uri } = (await post(me, '/api/account/factor')).json as { secret: string; uri: string };
    expect(uri).toContain(secret);
    expect(refusalOf(await second(me, codeAt(secret, step())))).toBe('enter.noFactor');
    expect(refusalOf(await post(me, '/api/account/factor/prove', { code: '000000' }))).toBe('enter.wrongCode');
    const proven = (await post(me, '/api/account/factor/prove', { code: codeAt(secret, step()) })).json as { recovery: string[] };
    expect(proven.recovery).toHaveLength(10);
    expect(Me.parse((await house.call('GET', '/api/me', me)).json).signIn?.factors).toBe('two');
    // The code that proved it is used, and nobody begins another while one is in force.
    expect(refusalOf(await second(me, codeAt(secret, step())))).toBe('enter.codeUsed');
    expect(refusalOf(await post(me, '/api/account/factor'))).toBe('account.factorThere');
    expect((await house.owner.query(`select kind, to_address from mail where person_id = $1`, [me.person])).rows).toEqual([{ kind: 'secondFactorSet', to_address: me.mail }]);
  });

  it('is kept sealed, and its recovery codes hashed under a key', async () => {
    const { person, secret, recovery } = await withFactor();
    const { rows } = await house.owner.query<{ row: string }>('select row_to_json(p)::text as row from person p where id = $1', [person]);
    for (const kept of [secret, ...recovery]) {
      expect(rows[0]?.row).not.toContain(kept);
      expect(rows[0]?.row).not.toContain(Buffer.from(kept).toString('hex'));
    }
  });

  it('does not take a code twice', async () => {
    const me = await withFactor();
    const code = codeAt(me.secret, step());
    expect(heard(await second(me, code))).toBe('in');
    expect(heard(await second(me, code))).toBe('enter.codeUsed');
    expect(heard(await second(await anotherSignIn(house, me.person), code))).toBe('enter.codeUsed');
    expect(heard(await post(me, '/api/enter/confirm', { code }))).toBe('enter.codeUsed');
  });

  it('takes a code once of twenty at the same time', async () => {
    const me = await withFactor();
    const code = codeAt(me.secret, step());
    const all = await Promise.all(Array.from({ length: 20 }, () => second(me, code)));
    expect(all.map(heard).filter((one) => one === 'in')).toEqual(['in']);
    // Who was there twenty times at once was never wrong.
    expect(heard(await second(me, codeAt(me.secret, step() + 1)))).toBe('in');
  });

  it('takes the step before and the next, in order, and none further away', async () => {
    const me = await withFactor();
    const now = step();
    for (const away of [-2, 2]) expect([away, heard(await second(me, codeAt(me.secret, now + away)))]).toEqual([away, 'enter.wrongCode']);
    for (const away of [-1, 0, 1]) expect([away, heard(await second(me, codeAt(me.secret, now + away)))]).toEqual([away, 'in']);
    // An earlier one fits, but its turn is over.
    expect(heard(await second(me, codeAt(me.secret, now)))).toBe('enter.codeUsed');
  });

  it('understands Arabic digits, spaces and hyphens', async () => {
    const me = await withFactor();
    const arabic = [...codeAt(me.secret, step())].map((digit) => String.fromCharCode(0x660 + Number(digit))).join('');
    expect(heard(await second(me, ` ${arabic.slice(0, 3)} ${arabic.slice(3)}`))).toBe('in');
    const persian = [...codeAt(me.secret, step() + 1)].map((digit) => String.fromCharCode(0x6f0 + Number(digit))).join('');
    expect(heard(await second(me, `${persian.slice(0, 3)}-${persian.slice(3)}`))).toBe('in');
  });

  it('lets nobody guess: after five wrong codes it says when to come back, also to fifty at once', async () => {
    const me = await withFactor();
    const right = codeAt(me.secret, step());
    const wrong = Array.from({ length: 50 }, (_, index) => String(index).padStart(6, '0')).filter((code) => code !== right);
    const all = await Promise.all(wrong.map((code) => second(me, code)));
    expect(all.map(heard).filter((one) => one === 'enter.wrongCode').length).toBeLessThanOrEqual(5);
    const late = await second(me, right);
    expect([heard(late), late.status]).toEqual(['wire.tooMany', 429]);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(200);
    // Nobody else is kept waiting.
    const other = await withFactor();
    expect(heard(await second(other, codeAt(other.secret, step())))).toBe('in');
  });

  it('is kept from nobody by those who know their password: thirty wrong codes a day from as many sign-ins, and the owner gets in where they brought it before, from there, and by a link', async () => {
    const me = await withFactor();
    const { signIn: known } = await anotherSignIn(house, me.person);
    await house.owner.query(`update sign_in set address = '203.0.113.0/24', second_factor = now() - interval '3 days' where id = $1`, [known]);
    const cookieOf = (signIn: string) => ({ headers: { cookie: house.app.get(PeopleService).cookies.write({ kind: 'person', id: me.person, signIn }).split(';')[0] ?? '' } });
    const from = async (change: string) => {
      const one = await anotherSignIn(house, me.person);
      await house.owner.query(`update sign_in set ${change} where id = $1`, [one.signIn]);
      return one;
    };
    const [away, home] = [`address = '198.51.100.0/24'`, `address = '203.0.113.0/24'`];
    const wrong = ['000000', '000001', '000002', '000003'].find((code) => ![-1, 0, 1].some((one) => codeAt(me.secret, step() + one) === code)) ?? '';
    const guesses = async (where: string) => {
      const said: string[] = [];
      for (let round = 0; round < 8; round++) {
        const one = await from(where);
        said.push(...(await Promise.all(Array.from({ length: 5 }, () => second(one, wrong)))).map(heard));
      }
      return said.filter((one) => one === 'enter.wrongCode').length;
    };
    const code = (away: number) => codeAt(me.secret, step() + away);
    expect(await guesses(away)).toBe(30);
    expect(heard(await second(await from(away), code(-1)))).toBe('wire.tooMany');
    expect(heard(await second(await from(home), code(-1)))).toBe('in');
    // Also whoever sits beside the owner.
    expect(await guesses(home)).toBe(30);
    expect(heard(await second(cookieOf(known), code(0)))).toBe('in');
    expect(heard(await second(await from(`${away}, "by" = 'link'`), code(1)))).toBe('in');
  });

  it('lives twelve hours', async () => {
    const me = await withFactor('organiser');
    await second(me, codeAt(me.secret, step()));
    const desk = async () => heard(await post(me, '/api/desk/people', { search: '', filter: 'all', page: 0 }));
    const factors = async () => Me.parse((await house.call('GET', '/api/me', me)).json).signIn?.factors;
    moveClock(house, 12 * 60 * minute - minute);
    expect([await factors(), await desk()]).toEqual(['two', 'in']);
    moveClock(house, 12 * 60 * minute + minute);
    expect([await factors(), await desk()]).toEqual(['one', 'people.secondFactorNeeded']);
  });
});

describe('recovery codes', () => {
  it('work once each, however they are typed', async () => {
    const me = await withFactor();
    const [first = '', next = ''] = me.recovery;
    expect(heard(await second(me, `${first.slice(0, 5)}-${first.slice(5).toLowerCase()}`))).toBe('in');
    expect(heard(await second(me, first))).toBe('enter.wrongCode');
    const all = await Promise.all(Array.from({ length: 5 }, () => second(me, next)));
    expect(all.map(heard).filter((one) => one === 'in')).toEqual(['in']);
    expect(((await house.call('GET', '/api/account', me)).json as Account).secondFactor?.recoveryLeft).toBe(8);
  });

  it('are worth nothing for anyone else, and nothing once there are new ones', async () => {
    const [me, other] = [await withFactor(), await withFactor()];
    expect(heard(await second(other, me.recovery[0] ?? ''))).toBe('enter.wrongCode');
    await second(me, me.recovery[0] ?? '');
    const renewed = (await post(me, '/api/account/factor/recovery')).json as { recovery: string[] };
    expect(renewed.recovery).toHaveLength(10);
    expect(heard(await second(me, me.recovery[1] ?? ''))).toBe('enter.wrongCode');
    expect(heard(await second(me, renewed.recovery[0] ?? ''))).toBe('in');
  });
});

describe('what needs a confirmation', () => {
  it('needs the second factor where there is one: a password alone takes nothing off', async () => {
    const me = await withFactor();
    for (const path of ['factor/recovery', 'factor/drop', 'password', 'mail', 'device', 'data', 'delete']) {
      expect([path, heard(await post(me, `/api/account/${path}`, path === 'password' ? { password: 'long enough for all' } : path === 'mail' ? { mail: 'x@fair.test' } : {}))]).toEqual([path, 'people.secondFactorNeeded']);
    }
  });

  it('lives five minutes, and a code renews it', async () => {
    const me = await withFactor();
    await second(me, codeAt(me.secret, step()));
    moveClock(house, 5 * minute - 1000);
    expect(heard(await post(me, '/api/account/device'))).toBe('in');
    moveClock(house, 5 * minute + 1000);
    expect(heard(await post(me, '/api/account/device'))).toBe('people.confirmNeeded');
    expect(heard(await post(me, '/api/enter/confirm', { password: 'whatever it is' }))).toBe('enter.wrongCode');
    expect(heard(await post(me, '/api/enter/confirm', { code: codeAt(me.secret, step()) }))).toBe('in');
    expect(heard(await post(me, '/api/account/device'))).toBe('in');
  });

  it('is renewed by the password where there is no second factor, and by neither where there is neither', async () => {
    const me = await someone(house);
    expect(heard(await post(me, '/api/enter/confirm', { password: 'anything at all' }))).toBe('enter.noFactor');
    await post(me, '/api/account/password', { password: 'oujda en novembre' });
    moveClock(house, 6 * minute);
    expect(heard(await post(me, '/api/account/device'))).toBe('people.confirmNeeded');
    expect(heard(await post(me, '/api/enter/confirm', { password: 'oujda en decembre' }))).toBe('enter.wrong');
    expect(heard(await post(me, '/api/enter/confirm', {}))).toBe('enter.wrong');
    expect(heard(await post(me, '/api/enter/confirm', { password: 'oujda en novembre' }))).toBe('in');
    expect(heard(await post(me, '/api/account/device'))).toBe('in');
  });

  it('lets nobody guess the password', async () => {
    const me = await someone(house);
    await post(me, '/api/account/password', { password: 'oujda en novembre' });
    const all = await Promise.all(Array.from({ length: 12 }, (_, index) => post(me, '/api/enter/confirm', { password: `oujda en novembre ${index}` })));
    expect(all.map(heard).filter((one) => one === 'enter.wrong').length).toBeLessThanOrEqual(5);
    expect(heard(await post(me, '/api/enter/confirm', { password: 'oujda en novembre' }))).toBe('wire.tooMany');
  });
});

describe('a role that asks for a second factor', () => {
  const carried: Partial<Record<Role, [string, string, unknown]>> = {
    organiser: ['people.see', '/api/desk/people', { search: '', filter: 'all', page: 0 }],
    stageManager: ['stage.run', '/api/sessions/closing/state', { to: 'doors' }],
  };

  it.each(Object.entries(carried))('of %s carries no right until it is brought', async (role, [, path, body]) => {
    const me = await withFactor(role as Role);
    expect(heard(await post(me, path, body))).toBe('people.secondFactorNeeded');
    await second(me, codeAt(me.secret, step()));
    expect(heard(await post(me, path, body))).toBe('in');
  });

  it('of a protocol officer carries no official until it is brought', async () => {
    const [me, official] = [await withFactor('protocolOfficer'), await someone(house)];
    const read = async () => heard(await house.call('GET', `/api/officials/${official.person}`, me));
    expect(await read()).toBe('people.secondFactorNeeded');
    await second(me, codeAt(me.secret, step()));
    expect(await read()).toBe('in');
  });

  it.each(secondFactorRoles)('says so to %s, also before one is set up, and is not given up while the role is held', async (role) => {
    const me = await someone(house, { role });
    const signIn = async () => Me.parse((await house.call('GET', '/api/me', me)).json).signIn;
    expect(await signIn()).toMatchObject({ factors: 'one', secondFactorNeeded: true, secondFactorReady: false });
    const { secret } = (await post(me, '/api/account/factor')).json as { secret: string };
    await post(me, '/api/account/factor/prove', { code: codeAt(secret, step()) });
    expect(await signIn()).toMatchObject({ factors: 'two', secondFactorNeeded: false, secondFactorReady: true });
    expect(heard(await post(me, '/api/account/factor/drop'))).toBe('account.factorRequired');
    await house.owner.query('delete from role_held where holder = $1', [me.person]);
    const dropped = await post(me, '/api/account/factor/drop');
    expect([heard(dropped), (dropped.json as Account).secondFactor]).toEqual(['in', null]);
    expect(heard(await post(me, '/api/account/factor/drop'))).toBe('enter.noFactor');
  });

  it.each(secondFactorRoles)('of %s opens no right of the table by one factor', async (role) => {
    const me = await someone(house, { role });
    const gate = house.app.get(PeopleService);
    const caller = { kind: 'person', id: me.person, signIn: me.signIn } as const;
    const { rightsTable } = await import('./rights');
    for (const [right, { by }] of Object.entries(rightsTable)) {
      const holds = by.some((holding) => holding.role === role);
      const asked = gate.mustHold(caller, right as keyof typeof rightsTable, null);
      await expect(asked).rejects.toMatchObject({ code: holds ? 'people.secondFactorNeeded' : 'wire.forbidden' });
    }
  });
});

import { randomBytes } from 'node:crypto';
import { Vault } from '../platform';
import { mustBeGood, Passwords } from './passwords';

const mail = 'salma@fair.test';
const passwords = () => new Passwords(new Vault({ VAULT_KEY: randomBytes(24).toString('hex') }));
const verdict = (password: string, own: readonly string[] = []) =>
  mustBeGood(password, own).then(
    () => 'good',
    (refused: { code: string }) => refused.code,
  );

describe('a password that is chosen', () => {
  it.each([
    ['1234567', 'enter.passwordShort'],
    ['éàüçèùê', 'enter.passwordShort'],
    // Seven letters, written with fourteen code points.
    ['e\u0301'.repeat(7), 'enter.passwordShort'],
    ['😀'.repeat(7), 'enter.passwordShort'],
    ['xk'.repeat(64) + 'z', 'enter.passwordLong'],
    ['a1'.repeat(500), 'enter.passwordLong'],
    ['password', 'enter.passwordCommon'],
    ['PassWord', 'enter.passwordCommon'],
    ['12345678', 'enter.passwordCommon'],
    ['سسسسسسسسسس', 'enter.passwordCommon'],
  ])('is refused when it is short, long or usual: %s', async (password, code) => {
    expect(await verdict(password)).toBe(code);
  });

  it.each(['correct horse battery staple', 'xk'.repeat(64), 'أربع كلمات بالعربية', '😀😁😂🤣😃😄😅😆', 'aaaaaaab', 'nodigitsnocapitals', '        x        y'])('is good without any rule of composition: %s', async (password) => {
    expect(await verdict(password)).toBe('good');
  });

  it.each(['salma@fair.test', 'SALMA@fair.test', 'Salma Bennani', 'salmabennani', 'سلمى بنعلي'])("is refused when it is one's own name or address: %s", async (password) => {
    expect(await verdict(password, [mail, 'salma', 'Salma Bennani', 'سلمى بنعلي'])).toBe('enter.passwordCommon');
  });
});

describe('the hash of a password', () => {
  it('is the same for the same letters however they are written, another for another address, and another under another key', async () => {
    const one = passwords();
    const hash = await one.compute('café au lait', mail);
    expect(hash).toHaveLength(32);
    expect(await one.fits('cafe\u0301 au lait', { mail, hash })).toBe(true);
    expect(await one.fits('cafe au lait', { mail, hash })).toBe(false);
    expect(await one.fits('café au lait', { mail: 'other@fair.test', hash })).toBe(false);
    expect(await passwords().fits('café au lait', { mail, hash })).toBe(false);
  });

  it('is computed for forty who wait; whoever comes beyond hears in how many seconds to come back, and the line empties again', async () => {
    const one = passwords();
    const said = await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        one.compute('some pass phrase', `${at}@fair.test`).then(
          () => ({ code: 'computed', retryAfter: 0 }),
          ({ code, retryAfter }: { code: string; retryAfter: number }) => ({ code, retryAfter }),
        ),
      ),
    );
    expect(said.filter(({ code }) => code === 'computed')).toHaveLength(41);
    const busy = said.filter(({ code }) => code === 'enter.busy');
    expect(busy).toHaveLength(19);
    for (const { retryAfter } of busy) expect([2, 3, 4, 5]).toContain(retryAfter);
    expect(await one.compute('some pass phrase', mail)).toHaveLength(32);
  });

  it.each([
    ['address of a person', (at: number) => [mail, `198.51.100.${at}`]],
    ['network', (at: number) => [`${at}@fair.test`, '198.51.100.7']],
  ] as const)('leaves half of the line to others, whoever fills it from one %s', async (_which, whose) => {
    const one = passwords();
    const computed = (who: string, from: string) =>
      one.compute('some pass phrase', who, from).then(
        () => true,
        () => false,
      );
    const flood = Array.from({ length: 60 }, (_, at) => computed(...(whose(at) as [string, string])));
    const others = Array.from({ length: 20 }, (_, at) => computed(`other${at}@fair.test`, `203.0.113.${at}`));
    expect((await Promise.all(flood)).filter(Boolean)).toHaveLength(21);
    expect((await Promise.all(others)).filter(Boolean)).toHaveLength(20);
  });
});

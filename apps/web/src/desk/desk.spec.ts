import { grouped, summaryOf, textOf, type Line } from './csv';
import { bound, nameIn, scriptOf } from './names';
import { deskSearch } from './search';
import { ago, momentShown } from './when';

const line = (at: number, does: Line['does']): Line => ({ line: at, name: 'x', does, why: does === 'refuse' ? 'mailWrong' : null, field: null });

test('one refused line keeps the whole file out', () => {
  expect(summaryOf([line(2, 'create'), line(3, 'giveRoles'), line(4, 'refuse')])).toEqual({ create: 1, giveRoles: 1, nothing: 0, refuse: 1, ready: false });
  expect(summaryOf([line(2, 'create'), line(3, 'nothing')]).ready).toBe(true);
});

test('a file that changes nothing has nothing to import', () => {
  expect(summaryOf([line(2, 'nothing')]).ready).toBe(false);
  expect(summaryOf([]).ready).toBe(false);
});

test('what is refused comes first, what is well is folded, each in the order of the file', () => {
  const { refused, changing, same } = grouped([line(2, 'nothing'), line(3, 'create'), line(4, 'refuse'), line(5, 'giveRoles'), line(6, 'refuse')]);
  expect([refused, changing, same].map((lines) => lines.map((one) => one.line))).toEqual([[4, 6], [3, 5], [2]]);
});

test('a file that is no UTF-8 is not read as something else', () => {
  expect(textOf(new Uint8Array([0xe9, 0x74, 0xe9]).buffer)).toBeNull();
  expect(textOf(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]).buffer)).toBe('a');
});

test('no line begins with a French mark; the titles of other languages are left as they are', () => {
  expect(bound('Panel 1 : centres, « quel modèle » après la crise ?', 'fr')).toBe('Panel 1\u00a0: centres, «\u00a0quel modèle\u00a0» après la crise\u00a0?');
  expect(bound('ندوة 1 : أي نموذج ؟', 'ar')).toBe('ندوة 1 : أي نموذج ؟');
});

test('a name stands in the script of the reader, the other below it where there are two', () => {
  expect(nameIn({ ar: 'نادية', latin: 'Nadia' }, 'ar')).toEqual({ first: 'نادية', other: 'Nadia' });
  expect(nameIn({ ar: 'نادية', latin: 'Nadia' }, 'en')).toEqual({ first: 'Nadia', other: 'نادية' });
  expect(nameIn({ latin: 'Claire' }, 'ar')).toEqual({ first: 'Claire', other: null });
  expect(nameIn(null, 'fr')).toEqual({ first: '', other: null });
  expect([scriptOf('نادية'), scriptOf('Claire')]).toEqual(['ar', 'fr']);
});

test('an address that anyone wrote opens nothing it should not', () => {
  expect(deskSearch({ q: 412, filter: '', person: ['x'], page: -3, open: 'elsewhere', state: 'held', extra: 1 })).toEqual({ q: '412', state: 'held' });
  expect(deskSearch({ q: 'a'.repeat(900), page: 2, open: 'invite' })).toEqual({ q: 'a'.repeat(200), page: 2, open: 'invite' });
});

test('how long ago follows the days of Morocco, not those of Greenwich', () => {
  const now = Date.parse('2026-11-27T23:30:00Z');
  const before = (iso: string) => ago(now, Date.parse(iso), 60);
  expect(before('2026-11-27T23:29:30Z')).toEqual({ as: 'now' });
  expect(before('2026-11-27T23:05:00Z')).toEqual({ as: 'minutes', count: 25 });
  // There it is half past midnight: an hour and a half ago was yesterday.
  expect(before('2026-11-27T22:00:00Z')).toEqual({ as: 'yesterday' });
  expect(ago(now, Date.parse('2026-11-27T22:00:00Z'), 0)).toEqual({ as: 'hours', count: 1 });
  expect(before('2026-11-25T22:00:00Z')).toEqual({ as: 'date' });
});

test('a time that is asked for is taken by the clock that is shown', () => {
  const fair = { offset: 60, clock: { fairAt: '2026-11-27T09:00:00.000Z', machineAt: '2026-05-01T12:00:00.000Z' } };
  expect(momentShown(fair, '2026-11-27T10:00')).toBe('2026-05-01T12:00:00.000Z');
  expect(momentShown(fair, 'yesterday')).toBeNull();
});

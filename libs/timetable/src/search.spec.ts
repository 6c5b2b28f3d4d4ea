import { worked } from '@siccam/testing';
import { findables, fold, indexed, marked, queryOf, ranked, slipped, wanted, type Findable } from './search';

const session = (title: string, { people = '', text = '', id = title } = {}): Findable => ({ kind: 'session', id, title: fold(title), people: fold(people), text: fold(text) });
const finds = (query: string, ...among: Findable[]) => ranked(queryOf(query), among).map(({ id }) => id);

describe('folding', () => {
  it.each([
    ['«الأوفشورينغ»', 'الاوفشورينغ'],
    ['آلات إلى أُخْرَى', 'الات الي اخري'],
    ['مسؤولة شؤون بيئة', 'مسووله شوون بييه'],
    ['مـــغـــرب', 'مغرب'],
    ['ﺍﻟﻤﻐﺮﺏ ﻻ', 'المغرب لا'],
    ['أݣادير أگادير أكادير', 'اكادير اكادير اكادير'],
    ['٢٧ نونبر ۲۰۲۶', '27 نونبر 2026'],
    ['L’École d’été, n°1', 'l ecole d ete n 1'],
    ['Œuvre Straße ﬁn Łódź', 'oeuvre strasse fin lodz'],
    ['a\u0000b\ud800c\u202ed', 'a b cd'],
    ['%_\\ "\'', ''],
  ])('%s is %s', (text, as) => expect(fold(text)).toBe(as));

  it('of what is folded is the same', () => {
    for (const text of ['الأوفشورينغ', 'École', 'مسؤولة', 'İstanbul ǅ', 'ﷺ ﷲ']) expect(fold(fold(text))).toBe(fold(text));
  });
});

describe('what someone types', () => {
  it.each([
    ['اوفشورينغ', 'الاستثمار في الأوفشورينغ'],
    ['الأوفشورينغ', 'اوفشورينغ ورقمنة'],
    ['والأوفشورينغ', 'الأوفشورينغ'],
    ['استثمار', 'عرض للاستثمار بوجدة'],
    ['ecole', 'L’école du numérique'],
    ['ÉCOLE', 'ecole'],
    ['numér', 'L’école du numérique'],
    ['ecole numer', 'L’école du numérique'],
    ['numerqiue', 'L’école du numérique'],
    ['numerique', 'Le numériqe'],
    ['intelsia', 'Signature : convention Intelcia'],
    ['مدرسه', 'المدرسة العليا'],
    ['مستشفي', 'مستشفى'],
    ['panel 1', 'Panel 1 : centres d’appels'],
    ['d’appels', 'Panel 1 : centres d’appels'],
    ['1', 'Panel 1'],
  ])('%s finds %s', (query, title) => expect(finds(query, session(title))).toEqual([title]));

  it.each([
    ['xyz', 'L’école'],
    ['ecole paris', 'L’école du numérique'],
    ['1', 'Panel 12'],
    ['bar', 'Le car'],
    ['', 'L’école'],
    ['%_\\', 'L’école'],
    ['*', 'L’école'],
  ])('%s does not find %s', (query, title) => expect(finds(query, session(title))).toEqual([]));

  it('finds a title before a name, and a name before the text', () => {
    expect(finds('salma', session('a', { text: 'avec Salma' }), session('b', { people: 'Salma Benali' }), session('Salma'))).toEqual(['Salma', 'b', 'a']);
    expect(finds('salm', session('Salmo'), session('Salm'))).toEqual(['Salm', 'Salmo']);
  });

  it('finds people once, in any script they are written in', () => {
    const person = { speaker: 'p', name: { ar: 'نادية الفاسي', fr: 'Nadia El Fassi' }, short: {}, title: { fr: 'Directrice' } };
    const among = findables(['one', 'two'].map((id) => ({ id, title: { fr: 'Atelier' }, summary: {}, people: [person] })));
    expect(among.map(({ id }) => id)).toEqual(['one', 'two', 'p']);
    for (const query of ['نادية', 'ناديه', 'فاسي', 'nadia fasi', 'Fassi']) expect(finds(query, ...among)).toEqual(['p', 'one', 'two']);
    expect(finds('directrice', ...among)).toEqual(['one', 'two', 'p']);
  });

  it('never takes long', () => {
    const among = Array.from({ length: 1000 }, (_, at) => session(`${'a'.repeat(31)}${at} ${'ab'.repeat(15)}`, { text: 'aa ab '.repeat(50) }));
    const began = worked();
    for (const query of ['a'.repeat(10_000), 'ab '.repeat(4000), 'ا'.repeat(200), '('.repeat(10_000), 'الال'.repeat(50)]) ranked(queryOf(query), among);
    expect(worked() - began).toBeLessThan(3000);
  });
});

describe('a slip', () => {
  it.each([['abcd', 'abcde', true], ['abcd', 'acbd', true], ['abcd', 'abxd', true], ['abcd', 'bcd', true], ['abcd', 'abcd', true], ['abcd', 'badc', false], ['abcd', 'ab', false], ['abcd', 'xbcx', false]])('%s and %s: %s', (one, other, is) => {
    expect([slipped(one, other), slipped(other, one)]).toEqual([is, is]);
  });
});

it('an index asked by these words gives all that fits', () => {
  const letters = 'aeioابل';
  let seed = 7;
  const random = (to: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % to;
  const word = () => Array.from({ length: 1 + random(7) }, () => letters[random(letters.length)]).join('');
  const among = Array.from({ length: 60 }, (_, at) => session(`${word()} ${word()}`, { id: String(at), people: word(), text: `${word()} ${word()}` }));
  const index = among.map((one) => ({ one, keys: indexed(one) }));
  let fitting = 0;
  for (let turn = 0; turn < 600; turn++) {
    const query = queryOf(random(3) === 0 ? `${word()} ${word()}` : word());
    const asked = wanted(query, { names: false });
    const given = index.filter(({ keys }) => asked.every(({ begins, is }) => keys.some((key) => begins.some((begin) => key.startsWith(begin)) || is.includes(key))));
    const fits = ranked(query, among);
    fitting += fits.length;
    expect(ranked(query, given.map(({ one }) => one))).toEqual(fits);
    expect(given.length === 0 || query.length > 0).toBe(true);
  }
  expect(fitting).toBeGreaterThan(500);
});

it('what was found is marked in the text as it was written', () => {
  expect(marked('L’École d’été', queryOf('ecole'))).toEqual([{ text: 'L’', found: false }, { text: 'École', found: true }, { text: ' d’été', found: false }]);
  expect(marked('في الأُوفشورينغ', queryOf('اوفشور'))).toEqual([{ text: 'في ', found: false }, { text: 'الأُوفشورينغ', found: true }]);
  expect(marked('<b>', queryOf('x')).map(({ text }) => text).join('')).toBe('<b>');
});

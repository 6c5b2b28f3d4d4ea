import { initialsOf, nameIn, toneOf } from './names';

test('a name is met in the reader’s script where it exists in it, else in the other', () => {
  const both = { ar: 'سلمى ب.', latin: 'Salma B.' };
  expect([nameIn(both, 'ar'), nameIn(both, 'fr'), nameIn(both, 'en')]).toEqual(['سلمى ب.', 'Salma B.', 'Salma B.']);
  expect([nameIn({ latin: 'Salma B.' }, 'ar'), nameIn({ ar: 'سلمى ب.' }, 'fr'), nameIn(null, 'fr')]).toEqual(['Salma B.', 'سلمى ب.', '']);
});

test('initials stand for first and last name; Arabic letters do not join, and leave the article', () => {
  expect([initialsOf('Salma B.'), initialsOf('nadia'), initialsOf('سلمى ب.'), initialsOf('محمد العلوي'), initialsOf('')]).toEqual(['SB', 'N', 'س ب', 'م ع', '']);
});

test('a face keeps its ground', () => {
  expect(toneOf('0b0e7a34-5f57')).toBe(toneOf('0b0e7a34-5f57'));
  expect(toneOf('x')).toBeGreaterThanOrEqual(0);
  expect(toneOf('x')).toBeLessThan(6);
});

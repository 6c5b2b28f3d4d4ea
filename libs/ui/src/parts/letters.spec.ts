import { lettersIn } from './letters';

test.each([
  ['', 0],
  ['سؤال', 4],
  ['é', 1],
  ['𝄞', 1],
  ['مُعَلِّم', 8],
  ['a\nb', 3],
])('%j has %i letters', (text, letters) => {
  expect(lettersIn(text)).toBe(letters);
});

import { phoneShown } from './phone';

test.each([
  ['+212536000000', '+212 5 36 00 00 00'],
  ['+212661234567', '+212 6 61 23 45 67'],
  ['+33123456789', '+33123456789'],
])('%s is shown as %s', (stored, shown) => {
  expect(phoneShown(stored)).toBe(shown);
});

import { lumaOfPlanes, pictureHeight, pictureWidth, readStrip } from '@siccam/testing';
import { cardOf, clockText } from './card';

const moment = Date.parse('2026-11-24T20:00:00.250Z');
const person = { shape: 'person', name: { ar: 'نادية ف.' }, title: { ar: 'مسيرة الندوة' }, initials: { ar: 'ن ف' } } as const;
const bandOfClock = (planes: Uint8Array) => planes.slice(290 * pictureWidth, 340 * pictureWidth);

test('a card carries the machine clock in its strip and the fair clock to the tenth of a second', () => {
  const card = cardOf(person, 0);
  const [one, other] = [card.frame('11:05:12.3', moment), card.frame('11:05:12.4', moment + 100)];
  expect(readStrip(lumaOfPlanes(one, pictureWidth), pictureWidth, pictureHeight)).toBe(moment - 50);
  expect(readStrip(lumaOfPlanes(other, pictureWidth), pictureWidth, pictureHeight)).toBe(moment + 50);
  expect(bandOfClock(one)).not.toEqual(bandOfClock(other));
});

test('people can be told apart by their cards', () => {
  const organisation = { ...person, shape: 'organisation' as const };
  const still = (shown: typeof person | typeof organisation) => cardOf(shown, 0).frame('11:05:12.3', moment);
  expect(still(person)).not.toEqual(still(organisation));
});

test('the clock shows the wall time of the fair', () => {
  expect(clockText('2026-11-27T11:05', Date.parse('2026-11-27T10:05:09.871Z'))).toBe('11:05:09.8');
});

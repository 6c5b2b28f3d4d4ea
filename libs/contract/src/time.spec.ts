import { fairNow, momentAt, momentOf, offsetOn, wallAt, wallOf } from './time';

const casablanca = 'Africa/Casablanca';
const iso = (wall: string, zone: string) => new Date(momentOf(wall, zone)).toISOString();

describe('a wall time', () => {
  it.each([
    ['2026-11-27T10:45', casablanca, '2026-11-27T09:45:00.000Z'],
    ['2020-07-10T10:00', casablanca, '2020-07-10T09:00:00.000Z'],
    // Morocco keeps GMT during Ramadan.
    ['2026-03-01T10:00', casablanca, '2026-03-01T10:00:00.000Z'],
    ['2026-04-01T10:00', casablanca, '2026-04-01T09:00:00.000Z'],
    ['2020-07-10T10:00', 'Australia/Sydney', '2020-07-10T00:00:00.000Z'],
    ['2026-11-27T00:00', 'America/New_York', '2026-11-27T05:00:00.000Z'],
  ])('%s in %s is %s', (wall, zone, moment) => expect(iso(wall, zone)).toBe(moment));

  it('that the clock skips becomes the time after the gap, and one it shows twice the first', () => {
    expect(iso('2026-03-29T02:30', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z');
    expect(iso('2026-10-25T02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('comes back from its moment, every half hour of a year, in both directions of the clock', () => {
    for (let moment = Date.UTC(2026, 0, 1); moment < Date.UTC(2027, 0, 1); moment += 1_800_000) {
      const wall = wallOf(moment, casablanca);
      expect(wallOf(momentOf(wall, casablanca), casablanca)).toBe(wall);
    }
  });
});

it('the fair’s clock runs at the speed of the machine’s', () => {
  const clock = { fairAt: '2026-11-27T10:05:00.000Z', machineAt: '2026-11-24T20:00:00.000Z' };
  expect(new Date(fairNow(clock, Date.parse('2026-11-24T20:30:00Z'))).toISOString()).toBe('2026-11-27T10:35:00.000Z');
});

it('the offset of a day is what the tables of this machine say, and turns wall times into moments without them', () => {
  expect(offsetOn('2020-07-10', casablanca)).toBe(60);
  expect(offsetOn('2026-03-01', casablanca)).toBe(0);
  expect(wallAt(momentAt('2026-11-27T10:45', 60), 60)).toBe('2026-11-27T10:45');
  expect(new Date(momentAt('2026-11-27T10:45', 60)).toISOString()).toBe('2026-11-27T09:45:00.000Z');
});

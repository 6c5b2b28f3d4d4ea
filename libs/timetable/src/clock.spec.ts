import { momentOf, wallOf } from '@siccam/contract';
import { clockOf, clockTable, prayerOn, type Clock } from './clock';
import { casablanca, dice } from './made.test-draft';
import { dayPlus } from './wall';

const morocco = clockOf(casablanca);
/** The change of the clock in a day, if there is one. */
const changeOn = (day: string, clock: Clock) => clock.change(clock.moment(`${day}T00:00`), clock.moment(`${dayPlus(day, 1)}T00:00`));

describe('a clock', () => {
  it.each([casablanca, 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'])('of %s reads like the contract’s, in both directions, also around its changes', (zone) => {
    const clock = clockOf(zone);
    const { below } = dice(1);
    for (let round = 0; round < 1500; round++) {
      const moment = Date.UTC(2020, 0, 1) / 60_000 + below(9 * 365 * 1440);
      const wall = wallOf(moment * 60_000, zone);
      expect([wall, clock.wall(moment), clock.moment(wall)]).toEqual([wall, wall, momentOf(wall, zone) / 60_000]);
    }
    for (let day = '2026-02-10'; day < '2026-04-08'; day = dayPlus(day, 1)) {
      for (let minute = 0; minute < 300; minute += 5) {
        const wall = `${day}T0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
        expect([wall, clock.moment(wall)]).toEqual([wall, momentOf(wall, zone) / 60_000]);
      }
    }
  });

  it.each([
    ['2026-02-15', '2026-02-15T03:00', '2026-02-15T02:00'],
    ['2026-03-22', '2026-03-22T02:00', '2026-03-22T03:00'],
    ['2027-02-07', '2027-02-07T03:00', '2027-02-07T02:00'],
    ['2027-03-14', '2027-03-14T02:00', '2027-03-14T03:00'],
    ['2028-01-23', '2028-01-23T03:00', '2028-01-23T02:00'],
    ['2028-03-05', '2028-03-05T02:00', '2028-03-05T03:00'],
    ['2020-04-19', '2020-04-19T03:00', '2020-04-19T02:00'],
    ['2020-05-31', '2020-05-31T02:00', '2020-05-31T03:00'],
  ])('of Morocco changes for Ramadan on %s, and not the day before or after', (day, from, to) => {
    expect(changeOn(day, morocco)).toMatchObject({ from, to });
    expect([changeOn(dayPlus(day, -1), morocco), changeOn(dayPlus(day, 1), morocco)]).toEqual([null, null]);
  });

  it('shows no time in a gap, twice in a fold, once everywhere else', () => {
    expect(['2026-03-22T01:59', '2026-03-22T02:00', '2026-03-22T02:59', '2026-03-22T03:00'].map(morocco.shows)).toEqual([1, 0, 0, 1]);
    expect(['2026-02-15T01:59', '2026-02-15T02:00', '2026-02-15T02:59', '2026-02-15T03:00'].map(morocco.shows)).toEqual([1, 2, 2, 1]);
    expect(morocco.shows('2026-02-30T10:00')).toBe(0);
    expect(morocco.moment('2026-02-30T10:00')).toBeNaN();
  });

  it('finds only a change that lies within', () => {
    const change = morocco.moment('2026-02-15T12:00') - 600;
    expect(morocco.wall(change)).toBe('2026-02-15T02:00');
    expect([morocco.change(change - 1, change + 1)?.moment, morocco.change(change, change + 90), morocco.change(change - 90, change)]).toEqual([change, null, null]);
  });
});

describe('the server’s table', () => {
  it('reckons like the server’s own clock in a month around the fair', () => {
    const table = clockTable(casablanca, ['2027-02-05', '2027-02-06']);
    expect(table).toEqual([
      { from: '2027-01-04T23:00:00.000Z', minutes: 60 },
      { from: '2027-02-07T02:00:00.000Z', minutes: 0 },
    ]);
    const told = clockOf('UTC', table);
    for (let moment = morocco.moment('2027-01-10T00:00'); moment < morocco.moment('2027-03-08T00:00'); moment += 7) expect(told.wall(moment)).toBe(morocco.wall(moment));
  });

  it('decides where this machine’s tables say something else, as when an order comes late', () => {
    const late = clockOf(casablanca, [
      { from: '2027-01-01T00:00:00.000Z', minutes: 60 },
      { from: '2027-02-15T02:00:00.000Z', minutes: 0 },
    ]);
    expect([changeOn('2027-02-07', late), changeOn('2027-02-15', late)?.from, late.offset(late.moment('2026-06-01T00:00'))]).toEqual([null, '2027-02-15T03:00', 60]);
    expect([prayerOn('2027-02-12', casablanca, late)?.from, prayerOn('2027-02-19', casablanca, late)?.from]).toEqual(['2027-02-12T12:30', '2027-02-19T11:30']);
    expect(prayerOn('2027-02-12', casablanca)?.from).toBe('2027-02-12T11:30');
  });

  it('of no days, or of days that no calendar has, is empty', () => expect([clockTable(casablanca, []), clockTable(casablanca, ['2026-99-99'])]).toEqual([[], []]));
});

describe('Friday prayer', () => {
  const times = (day: string, zone = casablanca) => prayerOn(day, zone) && [prayerOn(day, zone)?.from.slice(11), prayerOn(day, zone)?.to.slice(11)];

  it.each(['2026-11-27', '2020-07-10', '2026-02-13', '2026-03-27', '2027-02-05', '2028-03-10'])('is from 12:30 to 14:30 on Friday %s', (day) => expect(times(day)).toEqual(['12:30', '14:30']));
  it.each(['2026-02-20', '2026-03-20', '2027-02-12', '2027-03-12', '2028-01-28', '2028-03-03', '2020-04-24'])('is an hour earlier on Friday %s, in Ramadan', (day) => expect(times(day)).toEqual(['11:30', '13:30']));
  it('is on no other day, and at no fair elsewhere', () => expect([times('2026-11-26'), times('2026-11-28'), times('2026-11-27', 'Europe/Paris')]).toEqual([null, null, null]));
});

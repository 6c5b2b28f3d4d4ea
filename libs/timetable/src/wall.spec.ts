import { dayOf, dayPlus, minuteOfDay, minutesBetween, minutesOf, snap, timeOf, wallAfter, wallPlus, weekday } from './wall';

describe('a wall time', () => {
  it.each([
    ['2026-11-27T10:45', 20, '2026-11-27T11:05'],
    ['2026-11-27T23:50', 20, '2026-11-28T00:10'],
    ['2026-11-27T00:05', -10, '2026-11-26T23:55'],
    ['2028-02-28T23:00', 26 * 60, '2028-03-01T01:00'],
    // Hands of one clock know nothing of its change.
    ['2026-03-22T01:30', 60, '2026-03-22T02:30'],
  ])('%s and %i minutes is %s', (wall, minutes, later) => {
    expect(wallPlus(wall, minutes)).toBe(later);
    expect(minutesBetween(wall, later)).toBe(minutes);
  });

  it.each([
    ['2026-11-27T10:42', '2026-11-27T10:40'],
    ['2026-11-27T10:43', '2026-11-27T10:45'],
    ['2026-11-27T23:58', '2026-11-28T00:00'],
    ['2026-11-27T10:45', '2026-11-27T10:45'],
    ['1969-12-31T10:43', '1969-12-31T10:45'],
  ])('%s is put at %s on the grid', (wall, on) => expect(snap(wall)).toBe(on));

  it('that no calendar or clock shows is no number', () => {
    for (const wall of ['2026-02-30T10:00', '2026-13-01T10:00', '2026-00-10T10:00', '2026-01-00T10:00', '2026-11-27T24:00', '2026-11-27T10:60', '0001-01-01T00:00', '9999-12-31T00:00', '2026-11-27', '', '2026-11-27T10:00Z']) expect([wall, minutesOf(wall)]).toEqual([wall, NaN]);
    expect(wallAfter(minutesOf('2028-02-29T23:59'))).toBe('2028-02-29T23:59');
  });

  it('has a day, a time and a weekday', () => {
    expect([dayOf('2026-11-27T10:45'), timeOf('2026-11-27T10:45'), minuteOfDay('2026-11-27T10:45'), weekday('2026-11-27'), weekday('2026-11-29'), dayPlus('2026-12-31', 1)]).toEqual(['2026-11-27', '10:45', 645, 5, 0, '2027-01-01']);
  });
});

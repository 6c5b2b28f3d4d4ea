import { foundBy, missed } from '../testing';
import { type Banned, type Got, judgeBans } from './bans.judge';

const banned: Banned[] = [{ victim: 'ali', at: 1000, away: false }, { victim: 'bea', at: 1000, away: true }];
const right: Got[] = [
  { victim: 'ali', at: 900, what: 'message' },
  { victim: 'bea', at: 100, what: 'message' },
  { victim: 'ali', at: 950, what: 'media' },
  { victim: 'ali', at: 2900, what: 'message' },
  { victim: 'ali', at: 10_900, what: 'media' },
];

describe('the judge of bans', () => {
  it('accepts what still arrives in time', () => {
    expect(judgeBans(banned, right)).toMatchObject({ late: { message: 0, door: 0, media: 0 }, slowest: { message: 1900, media: 9900 }, deaf: 0, examples: [] });
  });

  it.each<[Got, 'message' | 'door' | 'media']>([
    [{ victim: 'bea', at: 3001, what: 'message' }, 'message'],
    [{ victim: 'ali', at: 3001, what: 'door' }, 'door'],
  ])('rejects %o', (planted, what) => {
    expect(judgeBans(banned, [...right, planted]).late[what]).toBe(1);
  });

  it('rejects sound that goes on, and counts a glimpse of it by itself', () => {
    const frames = (from: number, count: number): Got[] => Array.from({ length: count }, (_, n) => ({ victim: 'ali', at: from + n * 10, what: 'media' }));
    expect(judgeBans(banned, [...right, ...frames(11_001, 13)])).toMatchObject({ late: { media: 13 }, glimpses: 0 });
    expect(judgeBans(banned, [...right, ...frames(11_001, 12), ...frames(15_000, 3)])).toMatchObject({ late: { media: 0 }, glimpses: 2 });
    // Bits that follow each other are one listening.
    expect(judgeBans(banned, [...right, ...frames(11_001, 8), ...frames(11_900, 8)])).toMatchObject({ late: { media: 16 }, glimpses: 0 });
  });

  it('counts whoever had been told nothing before, for whom silence proves nothing', () => {
    expect(judgeBans(banned, right.slice(0, 1)).deaf).toBe(1);
  });
});

/** The short form of `npm run bench -- bans`. */
test('whoever is banned is told nothing after two seconds and hears nothing after ten, whatever their program tries', async () => {
  expect(missed(await foundBy('apps/crowd/src/bench/bans.ts'))).toEqual([]);
}, 120_000);

import { type TestHouse, openHouse } from '../testing/house';
import { withoutContent } from './health.module';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

const report = (change: object = {}) => house.call('POST', '/api/faults', { body: { id: '7F3K-92QD', message: 'x is not a function', page: '/ar/s/panel-1', build: 'a1', ...change } });

describe('a page that broke in a browser', () => {
  it.each([
    ['an id of its own kind', { id: '<script>' }],
    ['a long message', { message: 'x'.repeat(301) }],
    ['an address with a query', { page: '/ar?q=someone' }],
    ['another site’s address', { page: 'https://evil.example/' }],
    ['more than was asked', { stack: 'at x' }],
  ])('is not written down with %s', async (_what, change) => {
    expect((await report(change)).status).toBe(400);
  });

  it('is written down, but nobody fills the log', async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 7; turn++) statuses.push((await report()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it('tells nothing of what people wrote', () => {
    expect(withoutContent(`Cannot read "0661234567 Fatima" of\nundefined (reading 'x')`)).toBe('Cannot read … of undefined (reading …)');
    expect(withoutContent('TypeError: x mail me@example.org +212 6 00 00 00 00 at 12:05')).toBe('TypeError: x mail … … at 12:05');
  });
});

import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { Storm } from './storm';

describe('the waiting room', () => {
  let at = 0;
  let storm: Storm;
  beforeEach(() => {
    at = 0;
    storm = new Storm(() => at);
  });
  afterEach(() => storm.stop());
  const look = (after: number) => {
    at += after;
    storm.look();
  };

  it('is open while the server answers in time', () => {
    for (let n = 0; n < 50; n++) look(120);
    expect(storm.high).toBe(false);
    expect(() => storm.mayArrive()).not.toThrow();
  });

  it('closes when the server is late, also before it had time to look, and opens after a while of calm', () => {
    at += 900;
    expect(storm.high).toBe(true);
    storm.look();
    expect(storm.high).toBe(true);
    for (let n = 0; n < 10; n++) look(100);
    expect(storm.high).toBe(false);
  });

  it('sends newcomers back spread over some seconds', () => {
    at += 1000;
    const waits = new Set<number>();
    for (let n = 0; n < 200; n++) {
      try {
        storm.mayArrive();
      } catch (refused) {
        waits.add((refused as { retryAfter: number }).retryAfter);
      }
    }
    expect([...waits].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('a house in a storm', () => {
  let house: TestHouse;
  beforeAll(async () => (house = await openHouse()));
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => house.close());
  const begins = () => jest.spyOn(Storm.prototype, 'high', 'get').mockReturnValue(true);

  it('asks strangers to come back, with the seconds to wait, and keeps no cookie for them', async () => {
    begins();
    const said = await house.call('GET', '/api/me');
    expect([said.status, refusalOf(said), said.headers.get('set-cookie')]).toEqual([503, 'wire.unavailable', null]);
    expect(Number(said.headers.get('retry-after'))).toBeGreaterThan(1);
    await expect(house.socket()).rejects.toThrow();
  });

  it('goes on serving those who are inside, and pages and programme to everyone', async () => {
    const guest = await house.guest();
    begins();
    expect((await house.call('GET', '/api/me', { headers: { cookie: guest.cookie } })).status).toBe(200);
    await house.socket({ cookie: guest.cookie });
    expect((await house.call('GET', '/api/programme')).status).toBe(200);
    expect((await house.call('GET', '/fr')).status).toBe(200);
  });

  it('lets strangers in again afterwards', async () => {
    begins();
    await house.call('GET', '/api/me');
    jest.restoreAllMocks();
    expect((await house.call('GET', '/api/me')).status).toBe(200);
  });
});

import { Limits } from './limits';

const ways = { guest: { kind: 'guest', id: 'g' }, person: { kind: 'person', id: 'p' } } as const;

describe('what one address may ask', () => {
  it('is apart for those who are signed in, however many guests a flood makes itself', async () => {
    const limits = new Limits({ SOCKETS_PER_ADDRESS: 10 });
    const passed = async (who: keyof typeof ways | null, times: number, address = '198.51.100.7') => {
      const all = await Promise.allSettled(Array.from({ length: times }, () => limits.passAddress(address, who && ways[who])));
      return all.filter(({ status }) => status === 'fulfilled').length;
    };
    expect(await passed(null, 100)).toBe(40);
    expect(await passed('guest', 1000)).toBe(200);
    expect(await passed('person', 300)).toBe(240);
    expect(await passed('guest', 1, '203.0.113.7')).toBe(1);
    await expect(limits.passAddress('198.51.100.7', ways.guest)).rejects.toMatchObject({ code: 'wire.tooMany', retryAfter: 60 });
  });
});

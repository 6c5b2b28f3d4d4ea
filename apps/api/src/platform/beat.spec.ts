import { Beat, type Rest } from './beat';

/** A beat whose looks a test can await. */
function watched(rest: Rest) {
  let tell: () => void = () => undefined;
  let looks = 0;
  const beat = new Beat(async () => {
    looks += 1;
    tell();
    return rest;
  });
  return { beat, count: () => looks, next: () => new Promise<void>((done) => (tell = done)) };
}

describe('a beat', () => {
  it('looks at once when woken, long before its rest is over', async () => {
    const { beat, count, next } = watched({ atLeast: 0, atMost: 3_600_000 });
    beat.start();
    const second = next();
    beat.wake();
    await second;
    expect(count()).toBe(2);
    await beat.stop();
  });

  it('looks anyway after its rest', async () => {
    const { beat, next } = watched({ atLeast: 0, atMost: 20 });
    beat.start();
    await next();
    await next();
    await beat.stop();
  });

  it('keeps a wish that comes during a look or during the least rest, and makes one look of many wishes', async () => {
    const { beat, count, next } = watched({ atLeast: 50, atMost: 3_600_000 });
    beat.start();
    const second = next();
    for (let wish = 0; wish < 10; wish++) beat.wake();
    await second;
    expect(count()).toBe(2);
    await beat.stop();
    expect(count()).toBe(2);
  });

  it('stops at once, whatever it rests for', async () => {
    const { beat } = watched({ atLeast: 3_600_000, atMost: 3_600_000 });
    beat.start();
    await beat.stop();
    await expect(beat.stop()).resolves.toBeUndefined();
  });
});

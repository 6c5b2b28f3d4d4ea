import { type Fact, type Frame, told } from '@siccam/contract';
import { Database } from '../platform';
import { type TestHouse, asks, hears, openHouse } from '../testing/house';
import { append } from './append';
import { inFrames } from './tail';

let house: TestHouse;
let database: Database;
beforeAll(async () => {
  house = await openHouse();
  database = house.app.get(Database);
});
afterAll(() => house.close());

const aired = (onAir: string[] = []) => ({ onAir });
const numbersOf = async (topic: string) =>
  (await house.owner.query<{ number: string }>('select number from fact where topic = $1 order by number', [topic])).rows.map(({ number }) => Number(number));

describe('a decision', () => {
  it('leaves its facts numbered without holes, whoever decides at the same time in whatever order', async () => {
    const [a, b] = [`session:${crypto.randomUUID()}`, `session:${crypto.randomUUID()}`];
    await Promise.all(
      Array.from({ length: 40 }, (_unused, turn) =>
        database.decide(async (tx) => {
          for (const topic of turn % 2 ? [a, b] : [b, a]) append(tx, topic, 'stage.aired', aired());
        }),
      ),
    );
    const all = Array.from({ length: 40 }, (_unused, place) => place + 1);
    expect(await numbersOf(a)).toEqual(all);
    expect(await numbersOf(b)).toEqual(all);
  });

  it('that fails leaves neither state nor fact', async () => {
    const topic = `session:${crypto.randomUUID()}`;
    const failing = database.decide(async (tx) => {
      await tx.sql.query(`update fair set slug = 'changed' where current`);
      append(tx, topic, 'stage.aired', aired());
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await numbersOf(topic)).toEqual([]);
    expect((await house.owner.query(`select 1 from fair where slug = 'changed'`)).rowCount).toBe(0);
  });

  it('runs again after a deadlock and then succeeds', async () => {
    const both = (first: string, second: string) =>
      database.decide(async (tx) => {
        await tx.sql.query('update session set taken = taken + 1 where slug = $1', [first]);
        await tx.sql.query('select pg_sleep(0.05)');
        await tx.sql.query('update session set taken = taken + 1 where slug = $1', [second]);
      });
    const before = await sum();
    await Promise.all([both('panel-3', 'panel-4'), both('panel-4', 'panel-3')]);
    expect(await sum()).toBe(before + 4);

    async function sum(): Promise<number> {
      const { rows } = await house.owner.query<{ taken: string }>(`select sum(taken) as taken from session where slug in ('panel-3', 'panel-4')`);
      return Number(rows[0]?.taken);
    }
  });

  it('refuses a fact whose body the contract does not know', async () => {
    const wrong = database.decide(async (tx) => append(tx, 'session:x', 'stage.aired', { onAir: ['nobody'] }));
    await expect(wrong).rejects.toThrow();
  });
});

describe('a listener', () => {
  it('hears what commits after entering, in order and once, and can read what came before', async () => {
    const { id } = await house.session('panel-2');
    const topic = `session:${id}`;
    await database.decide(async (tx) => append(tx, topic, 'stage.aired', aired()));
    const socket = await house.socket();
    const entered = (await asks(socket, 'feed.enter', { topic })) as { ok: true; answer: { head: number } };
    const head = entered.answer.head;
    const heard: number[] = [];
    socket.on(told.frame, ({ from, facts }: Frame) => heard.push(...facts.map((_fact, place) => from + place)));
    const last = hears<Frame>(socket, told.frame, ({ from, facts }) => from + facts.length - 1 >= head + 30);
    await Promise.all(Array.from({ length: 30 }, () => database.decide(async (tx) => append(tx, topic, 'stage.aired', aired()))));
    await last;
    expect(heard).toEqual(Array.from({ length: 30 }, (_unused, place) => head + 1 + place));
    const synced = (await asks(socket, 'feed.sync', { topic, after: 0 })) as { answer: { from: number; facts: Fact[]; head: number } };
    expect(synced.answer).toMatchObject({ from: 1, head: head + 30 });
    expect(synced.answer.facts).toHaveLength(head + 30);
  });

  it('hears what another server decided, without being woken by it', async () => {
    const { id } = await house.session('panel-3');
    const socket = await house.socket();
    await asks(socket, 'feed.enter', { topic: `session:${id}` });
    const frame = hears<Frame>(socket, told.frame);
    // As another node would write it: this server's own decide is not involved.
    await house.owner.query(`insert into topic values ($1, 1)`, [`session:${id}`]);
    await house.owner.query(`insert into fact (topic, number, name, body) values ($1, 1, 'stage.aired', '{"onAir": []}')`, [`session:${id}`]);
    expect(await frame).toEqual({ topic: `session:${id}`, from: 1, facts: [{ name: 'stage.aired', body: { onAir: [] } }] });
  });

  it('hears nothing more after leaving', async () => {
    const { id } = await house.session('panel-4');
    const topic = `session:${id}`;
    const [gone, there] = [await house.socket(), await house.socket()];
    for (const socket of [gone, there]) await asks(socket, 'feed.enter', { topic });
    await asks(gone, 'feed.leave', { topic });
    const heard: Frame[] = [];
    gone.on(told.frame, (frame: Frame) => heard.push(frame));
    const frame = hears<Frame>(there, told.frame);
    await database.decide(async (tx) => append(tx, topic, 'stage.aired', aired()));
    await frame;
    await asks(gone, 'feed.leave', { topic });
    expect(heard).toEqual([]);
  });
});

it('rows become one frame a topic, numbered from its first', () => {
  const row = (topic: string, number: number) => ({ topic, number: String(number), name: 'stage.aired', body: aired() });
  expect(inFrames([row('a', 4), row('a', 5), row('b', 1)]).map(({ topic, from, facts }) => [topic, from, facts.length])).toEqual([
    ['a', 4, 2],
    ['b', 1, 1],
  ]);
});

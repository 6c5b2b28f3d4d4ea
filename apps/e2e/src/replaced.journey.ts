import { expect, test } from '@playwright/test';
import { type Fact, enterTopic, readProgramme, readStage } from '@siccam/contract';
import { askDoor, comeBackWhenTold, followTopic, type Wire } from '@siccam/follow';
import { io } from 'socket.io-client';
import { asStageManager, processOf, sharedFair } from './fair';

/** A visitor's program: what it has heard of a topic since it came. */
type Listener = { wire: ReturnType<typeof io>; began: number; numbers: number[]; facts: Fact[] };

test('the server is replaced under fifty listeners, once killed and once asked to go: each ends equal to the database, and the browser among them in the same page', async ({ page, request }) => {
  test.setTimeout(150_000);
  const { url } = sharedFair();
  const programme = readProgramme.answer.parse(await (await request.get(`${url}/api/programme`)).json());
  const session = programme.sessions.find(({ slug }) => slug === 'panel-1');
  if (!session) throw new Error('the demonstration has no panel-1');
  const topic = `session:${session.id}`;
  const move = async (to: 'paused' | 'live') =>
    expect.poll(async () => (await request.post(`${url}/api/sessions/panel-1/state`, { data: { to }, headers: asStageManager() }).catch(() => undefined))?.ok() ?? false, { timeout: 30_000 }).toBe(true);

  await page.goto(`${url}/fr/s/panel-1`);
  await expect(page.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { samePage: true }));

  const listeners: Listener[] = [];
  for (let at = 0; at < 49; at++) {
    const listener: Listener = { wire: io(url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 500, reconnectionDelayMax: 5000, randomizationFactor: 0.7 }), began: -1, numbers: [], facts: [] };
    comeBackWhenTold(listener.wire);
    followTopic(listener.wire, topic, {
      begin: (head) => Object.assign(listener, { began: head, numbers: [], facts: [] }),
      fact: (fact, number) => {
        listener.numbers.push(number);
        listener.facts.push(fact);
      },
    });
    listeners.push(listener);
  }
  try {
    await expect.poll(() => listeners.filter(({ began }) => began >= 0).length, { timeout: 20_000 }).toBe(49);

    const head = async (): Promise<number> => {
      const wire: Wire = listeners[0]!.wire;
      return wire.connected ? (await askDoor(wire, enterTopic, { topic })).head : -1;
    };
    const equal = async () => {
      const last = await head();
      const stage = readStage.answer.parse(await (await request.get(`${url}/api/sessions/panel-1/stage`)).json());
      const right = listeners.filter(({ began, numbers, facts }) => {
        const whole = numbers.every((number, at) => number === began + 1 + at) && (numbers.at(-1) ?? began) === last;
        const aired = facts.findLast((fact) => fact.name === 'stage.aired');
        const moved = facts.findLast((fact) => fact.name === 'session.moved');
        return whole && (!moved || moved.body.state === stage.state) && (!aired || facts.indexOf(aired) < facts.indexOf(moved ?? aired) || aired.body.onAir.join() === stage.onAir.join());
      });
      return right.length;
    };

    for (const [signal, to] of [['SIGKILL', 'paused'], ['SIGTERM', 'live']] as const) {
      const gone = processOf('api');
      process.kill(gone, signal);
      await move(to);
      if (to === 'paused') await expect(page.getByText('La séance est en pause').first()).toBeVisible({ timeout: 20_000 });
      else await expect(page.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible({ timeout: 20_000 });
      expect(processOf('api')).not.toBe(gone);
      await expect.poll(equal, { timeout: 30_000 }).toBe(49);
    }
    expect(await page.evaluate(() => 'samePage' in window)).toBe(true);
  } finally {
    for (const { wire } of listeners) wire.disconnect();
  }
});

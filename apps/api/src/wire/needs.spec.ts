import { type Ask, type NeedsOn, type Right, type Role, type Route, doors, heldOn, rights, secondFactorRoles } from '@siccam/contract';
import { rightsTable } from '../people';
import { Organisers } from '../people/organisers';
import type { Holding } from '../people/rights';
import { type Stage, castOf, openStage } from '../testing/cast';
import { type TestHouse, openHouse } from '../testing/house';
import { differences } from '../testing/walk';
import { everyone, expected } from './doors.expected';

/** Takes the locks off one after the other and walks again: a lock that nobody would miss makes this red. */

let house: TestHouse;
let stage: Stage;
beforeAll(async () => {
  house = await openHouse();
  stage = await openStage(house);
  // Some decisions ask for the right again once it is their turn: that second lock must not hide that the first is gone.
  const organisers = house.app.get(Organisers);
  organisers.inTurn = (tx) => organisers.fair(tx);
});
afterAll(() => house.close());

type Door = { -readonly [K in keyof (Route | Ask)]: (Route | Ask)[K] } & { on?: NeedsOn };
const all: readonly (Route | Ask)[] = doors;
/** LiveKit's calls are closed by a signature that the method itself looks at; `needs` only says so. */
const locked = all.filter(({ needs }) => needs !== 'anyone' && needs !== 'livekit');
const isRight = (needs: string): needs is Right => (rights as readonly string[]).includes(needs);
const table = rightsTable as Record<Right, { by: readonly Holding[]; confirmed: boolean }>;
const behind = (right: Right) => locked.filter(({ needs }) => needs === right);

/** Whether the walk notices, at one of these doors, what is changed meanwhile. */
async function isNoticed(at: readonly (Route | Ask)[], change: () => () => void): Promise<boolean> {
  for (const door of at) {
    const { walkers, strike } = await castOf(house, stage, everyone);
    const undo = change();
    try {
      if ((await differences(house, stage, door, walkers, (who) => expected[door.name]?.(who) ?? 'open', { first: true })).length > 0) return true;
    } finally {
      undo();
      await strike();
    }
  }
  return false;
}

const put = <T extends object, K extends keyof T>(into: T, key: K, value: T[K]) => () => {
  const before = into[key];
  into[key] = value;
  return () => void (into[key] = before);
};

it('where nothing is changed nothing is noticed', async () => {
  // One door of each kind of lock; the walk itself visits them all.
  const kinds = [...new Map(locked.map((door) => [door.needs, door])).values()];
  expect(await isNoticed(kinds, () => () => undefined)).toBe(false);
});

describe('it is noticed when', () => {
  it.each(locked)('$name needs nothing any more', async (door) => {
    expect(await isNoticed([door], put(door as Door, 'needs', 'anyone'))).toBe(true);
  });

  it.each(locked.filter(({ needs }) => isRight(needs) || needs === 'confirmed'))('$name needs only an account', async (door) => {
    expect(await isNoticed([door], put(door as Door, 'needs', 'account'))).toBe(true);
  });

  it.each(locked.filter(({ needs }) => isRight(needs)))('$name needs only to be confirmed', async (door) => {
    expect(await isNoticed([door], put(door as Door, 'needs', 'confirmed'))).toBe(true);
  });

  it.each(locked.filter(({ needs }) => needs === 'account'))('$name needs only a guest', async (door) => {
    expect(await isNoticed([door], put(door as Door, 'needs', 'guest'))).toBe(true);
  });

  it.each(locked.filter(({ on }) => on !== undefined))('$name no longer says on what its right is asked', async (door) => {
    expect(await isNoticed([door], put(door as { on: NeedsOn | undefined }, 'on', undefined))).toBe(true);
  });

  const inUse = rights.filter((right) => behind(right).length > 0);

  it.each(inUse.flatMap((right) => table[right].by.filter(({ role }) => role !== 'speaker').map((holding) => [right, holding.role, holding] as const)))('%s is taken from %s', async (right, _role, holding) => {
    expect(await isNoticed(behind(right), put(table[right], 'by', table[right].by.filter((one) => one !== holding)))).toBe(true);
  });

  const others = (right: Right) => (Object.keys(heldOn) as Role[]).filter((role) => !table[right].by.some((holding) => holding.role === role));
  // Booths are not there yet, so nothing is asked on one.
  const given = inUse.flatMap((right) => others(right).filter((role) => ['fair', behind(right)[0]?.on?.kind].includes(heldOn[role])).map((role) => [right, role] as const));
  it.each(given)('%s is given to %s', async (right, role) => {
    expect(await isNoticed(behind(right).slice(0, 1), put(table[right], 'by', [...table[right].by, { role, on: heldOn[role] }]))).toBe(true);
  });

  it.each(inUse)('%s asks for a confirmation, or no longer does', async (right) => {
    // Bots confirm nothing and may do what they may.
    const seen = await isNoticed(behind(right), put(table[right], 'confirmed', !table[right].confirmed));
    expect(seen).toBe(right !== 'stage.speak');
  });

  it.each(secondFactorRoles.filter((role) => rights.some((right) => table[right].by.some((holding) => holding.role === role))))('%s needs no second factor', async (role) => {
    const list = secondFactorRoles as Role[];
    const at = list.indexOf(role);
    const doorsOfRole = locked.filter(({ needs }) => isRight(needs) && table[needs].by.some((holding) => holding.role === role));
    expect(await isNoticed(doorsOfRole, () => {
      list.splice(at, 1);
      return () => void list.splice(at, 0, role);
    })).toBe(true);
  });
});

import { randomUUID } from 'node:crypto';
import { type Ask, type RefusalBody, type Route, refusalStatus } from '@siccam/contract';
import { type Log, type Metrics, isUnreachable } from '../platform';
import { type Bound, type Call, callerOf } from './doors';
import type { Gate } from './gate';
import type { House } from './http';
import { Refusal } from './refusal';

/** A "no" or a fault, ready to be told. */
export type Told = { status: number; body: RefusalBody };

/** Turns what was thrown into what may be told: a refusal as it is, anything else as a fault with an id beside a log line. */
export function told(thrown: unknown, where: string, log: Log, metrics: Metrics): Told {
  const refusal = isUnreachable(thrown) ? new Refusal('wire.unavailable', 1) : thrown;
  if (refusal instanceof Refusal) {
    metrics.refusals.inc({ code: refusal.code });
    const body: RefusalBody = { ok: false, refusal: refusal.code };
    if (refusal.retryAfter !== undefined) body.retryAfter = refusal.retryAfter;
    if (refusal !== thrown) log.warn({ where, error: String(thrown) }, 'database unreachable');
    return { status: refusalStatus[refusal.code], body };
  }
  const id = randomUUID();
  metrics.faults.inc();
  log.error({ id, where, stack: thrown instanceof Error ? thrown.stack : String(thrown) }, 'fault');
  return { status: 500, body: { ok: false, refusal: 'fault', id } };
}

/**
 * One call through one door: limits, right, question, method, answer, in this order; nothing is written before the right is known, and
 * nothing is read of what somebody brings (`bytes`) before the rest of the question fits.
 */
export async function passThrough(bound: Bound, question: unknown, call: Call, { gate, limits }: House, bytes?: () => Promise<Uint8Array>): Promise<unknown> {
  const { door } = bound;
  await limits.pass(door, call);
  const asked = door.question.safeParse(question);
  await mustHold(door, asked.success ? asked.data : undefined, call, gate);
  if (!asked.success) throw new Refusal('wire.malformed');
  const whole: unknown = bytes ? { ...(asked.data as object), bytes: await bytes() } : asked.data;
  const answer: unknown = await run(bound, whole, call);
  // Parsing strips whatever the contract does not name.
  return door.answer.parse(answer);
}

async function mustHold({ needs, on }: Route | Ask, asked: unknown, call: Call, gate: Gate): Promise<void> {
  if (needs === 'anyone' || needs === 'livekit') return;
  if (needs === 'machine') {
    const proxied = call.headers['x-forwarded-for'] !== undefined;
    if (proxied || !/^(127\.|::1$|::ffff:127\.)/.test(call.address)) throw new Refusal('wire.unknown');
    return;
  }
  const caller = callerOf(call);
  if (caller.kind === 'banned') throw new Refusal('people.banned');
  if (needs === 'guest') return;
  // A question that cannot be read names no object: who holds the right on the whole fair then hears that it is malformed, nobody else does.
  const named: unknown = on && typeof asked === 'object' && asked !== null ? Reflect.get(asked, on.field) : undefined;
  await gate.mustHold(caller, needs, on && typeof named === 'string' ? { kind: on.kind, name: named } : null);
}

/** Calls the bound method. */
export function run({ owner, method }: Bound, question: unknown, call: Call): unknown {
  const bound: unknown = Reflect.get(owner, method);
  if (typeof bound !== 'function') throw new Error(`${method} is not a method`);
  return bound.call(owner, question, call) as unknown;
}

/** True for a door spoken over HTTP. */
export const isRoute = (door: Route | Ask): door is Route => door.kind === 'route';

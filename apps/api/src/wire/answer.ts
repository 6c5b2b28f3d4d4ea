import { randomUUID } from 'node:crypto';
import { type Ask, type Needs, type RefusalBody, type Route, refusalStatus } from '@siccam/contract';
import { type Log, type Metrics, isUnreachable } from '../platform';
import type { Bound, Call } from './doors';
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

/** One call through one door: limits, right, question, method, answer, in this order; nothing is written before the right is known. */
export async function passThrough(bound: Bound, question: unknown, call: Call, { gate, limits }: House): Promise<unknown> {
  const { door } = bound;
  await limits.pass(door, call);
  await mustHold(door.needs, call, gate);
  const asked = door.question.safeParse(question);
  if (!asked.success) throw new Refusal('wire.malformed');
  const answer: unknown = await run(bound, asked.data, call);
  // Parsing strips whatever the contract does not name.
  return door.answer.parse(answer);
}

async function mustHold(needs: Needs, call: Call, gate: Gate): Promise<void> {
  if (needs === 'anyone' || needs === 'livekit') return;
  if (needs === 'machine') {
    const proxied = call.headers['x-forwarded-for'] !== undefined;
    if (proxied || !/^(127\.|::1$|::ffff:127\.)/.test(call.address)) throw new Refusal('wire.unknown');
    return;
  }
  if (!call.caller) throw new Refusal('wire.forbidden');
  if (needs === 'guest') return;
  if (!(await gate.may(call.caller, needs))) throw new Refusal('wire.forbidden');
}

/** Calls the bound method. */
export function run({ owner, method }: Bound, question: unknown, call: Call): unknown {
  const bound: unknown = Reflect.get(owner, method);
  if (typeof bound !== 'function') throw new Error(`${method} is not a method`);
  return bound.call(owner, question, call) as unknown;
}

/** True for a door spoken over HTTP. */
export const isRoute = (door: Route | Ask): door is Route => door.kind === 'route';

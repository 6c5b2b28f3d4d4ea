import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ask } from '@siccam/embedded';
import { repository } from './house';
import type { Join, Joined, Kind as JoinKind, Order as JoinOrder } from './joiners';
import type { Answer, Kind, Order, Readers, Report } from './listeners';
import { nodeOn } from './measure';
import type { Send, Sent } from './raw-feed';

type Closing = (() => unknown)[];

const script = (name: string) => ['--import', 'tsx', join(import.meta.dirname, `${name}.ts`)];

/** Starts a program of the benchmark's own on one core, which is talked to by messages. */
function started(name: string, core: 0 | 1, closing: Closing, out: 'inherit' | 'pipe' = 'inherit'): ChildProcess {
  const [command, before] = nodeOn(core);
  const child = spawn(command, [...before, ...script(name)], { cwd: repository, stdio: ['ignore', out, 'inherit', 'ipc'] });
  closing.push(() => child.kill());
  return child;
}

/** The next message of a program; its death is an error. */
function nextFrom<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`a program of the benchmark ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as Message);
    });
  });
}

/** The process of listeners, on the second core. */
export function listenersOn(closing: Closing) {
  const child = started('listeners', 1, closing);
  const told = async (order: Order): Promise<Answer> => {
    const answer = nextFrom<Answer>(child);
    child.send(order);
    return await answer;
  };
  return {
    open: (kind: Kind, port: number, count: number, topic?: string) => told({ do: 'open', kind, port, count, ...(topic === undefined ? {} : { topic }) }),
    begin: (kind: Kind) => told({ do: 'begin', kind }),
    async reach(kind: Kind, number: number, within = 30_000): Promise<boolean> {
      const answer = await told({ do: 'reach', kind, number, within });
      return 'reached' in answer && answer.reached;
    },
    arm: (kind: Kind, port: number, path: string, etag: string, spread: number) => told({ do: 'arm', kind, port, path, etag, spread }),
    async readers(kind: Kind, within = 60_000): Promise<Readers> {
      const answer = await told({ do: 'readers', kind, within });
      if (!('readers' in answer)) throw new Error('readers were asked for');
      if (answer.readers.failed !== null) throw new Error(`reading again: ${answer.readers.failed}`);
      return answer.readers;
    },
    async report(kind: Kind, made: [number, number][]): Promise<Report> {
      const answer = await told({ do: 'report', kind, made });
      if (!('report' in answer)) throw new Error('a report was asked for');
      return answer.report;
    },
  };
}

/** The process of those who come in, on the second core. */
export function joinersOn(closing: Closing) {
  const child = started('joiners', 1, closing);
  const told = async (order: JoinOrder): Promise<Joined> => {
    const answer = nextFrom<Joined>(child);
    child.send(order);
    return await answer;
  };
  return { join: (join: Omit<Join, 'do'>) => told({ do: 'join', ...join }), leave: (kind: JoinKind) => told({ do: 'leave', kind }) };
}

/** A bare `ws` server on the first core. */
export async function rawFeed(closing: Closing) {
  const child = started('raw-feed', 0, closing, 'pipe');
  const [line] = await linesOf(child, 1);
  return {
    pid: child.pid ?? 0,
    port: Number(line),
    async send(order: Send): Promise<[number, number][]> {
      const answer = nextFrom<Sent>(child);
      child.send(order);
      return (await answer).sent;
    },
  };
}

async function linesOf(child: ChildProcess, count: number): Promise<string[]> {
  const lines: string[] = [];
  if (!child.stdout) return lines;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

/** The C floor on the first core, or null where there is no compiler: `send` tells microseconds of CPU for one send of so many bytes. */
export async function floorOf(folder: string, connections: number, bytes: number, closing: Closing): Promise<{ port: number; send: (messages: number) => Promise<number> } | null> {
  const program = join(folder, 'floor');
  const compiled = await ask('cc', ['-O2', '-o', program, join(import.meta.dirname, 'floor.c')], 60_000);
  if (compiled.code !== 0 || !existsSync(program)) return null;
  const [command, before] = nodeOn(0);
  const pinned = before.length > 0 ? [command, ...before.slice(0, -1), program] : [program];
  const child = spawn(pinned[0] ?? program, [...pinned.slice(1), String(connections), String(bytes)], { stdio: ['pipe', 'pipe', 'inherit'] });
  closing.push(() => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<number> => Number((await lines.next()).value);
  return {
    port: await line(),
    async send(messages) {
      child.stdin.write(`${messages}\n`);
      return await line();
    },
  };
}

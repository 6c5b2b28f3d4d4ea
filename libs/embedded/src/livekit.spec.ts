import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { identity } from './claim.cjs';
import { findLiveKit, howToGetLiveKit, livekitVersion, startLiveKit } from './livekit';
import { freePort, freeUdpPort, onFreePorts } from './ports';
import { end, endLeftovers, record } from './processes';
import { scratchFolder } from './scratch';

/** Where this machine has a TCP port open, as its kernel says. */
const addressesOf = (port: number): string[] =>
  ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1))
    .flatMap((row) => {
      const [, local = '', remote = ''] = row.trim().split(/\s+/);
      const [address = '', number = ''] = local.split(':');
      if (parseInt(number, 16) !== port || !remote.endsWith(':0000')) return [];
      // IPv4 stands there with its last byte first; anything longer is IPv6
      return [address.length > 8 ? address : Array.from(Buffer.from(address, 'hex').reverse()).join('.')];
    });

describe('LiveKit on this machine', () => {
  jest.setTimeout(60_000);
  const scratch = scratchFolder('livekit');
  afterAll(() => scratch.remove());

  const options = async (name: string) => {
    const server = await findLiveKit();
    if (!server) throw new Error(howToGetLiveKit);
    const [port, rtcTcpPort, rtcUdpPort] = await Promise.all([freePort(), freePort(), freeUdpPort()]);
    return { server, dir: join(scratch.path, name), port, rtcTcpPort, rtcUdpPort, keys: { tests: 'x'.repeat(40) }, webhookUrl: 'http://127.0.0.1:9/', nodeIp: '127.0.0.1' };
  };

  test('it comes up with our configuration, opens no room by itself, and ends when told', async () => {
    const livekit = await startLiveKit(await options('usual'));
    expect((await fetch(livekit.url.replace('ws:', 'http:'))).status).toBe(200);
    expect(JSON.parse(readFileSync(join(scratch.path, 'usual/livekit.yaml'), 'utf8'))).toMatchObject({ bind_addresses: ['127.0.0.1'], room: { auto_create: false } });
    await livekit.stop();
    expect(identity(livekit.pid)).toBeUndefined();
  });

  test('the server of docker/compose.yml takes the same codecs, none of which sends a sound twice', async () => {
    const livekit = await startLiveKit(await options('codecs'));
    await livekit.stop();
    const { room } = JSON.parse(readFileSync(join(scratch.path, 'codecs/livekit.yaml'), 'utf8')) as { room: { enabled_codecs: { mime: string }[] } };
    const composed = readFileSync(join(import.meta.dirname, '../../../docker/compose.yml'), 'utf8').matchAll(/\{ mime: ([^ ]+) \}/g);
    const codecs = room.enabled_codecs.map(({ mime }) => mime);
    expect(Array.from(composed, ([, mime]) => mime)).toEqual(codecs);
    expect(codecs).toContain('audio/opus');
    expect(codecs).not.toContain('audio/red');
  });

  // The kernel's tables are files on Linux alone.
  if (process.platform === 'linux') {
    test('on loopback its signalling is there for this machine alone', async () => {
      const given = await options('here');
      const livekit = await startLiveKit(given);
      try {
          expect(addressesOf(given.port)).toEqual(['127.0.0.1']);
      } finally {
        await livekit.stop();
      }
    });
  }

  test('a configuration it does not take is told in its own words', async () => {
    await expect(startLiveKit({ ...(await options('bad')), nodeIp: 'no address' })).rejects.toMatchObject({ code: 'broken' });
  });

  test('a port that somebody took meanwhile is told apart, and another is tried, five times at most', async () => {
    const stranger = createServer((_, answer) => answer.end('not LiveKit')).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const taken = (stranger.address() as AddressInfo).port;
    try {
      const given = await options('taken');
      await expect(startLiveKit({ ...given, port: taken })).rejects.toMatchObject({ code: 'port-taken', message: expect.stringContaining(String(taken)) as string });
      const media = [taken, await freePort()];
      const livekit = await onFreePorts(() => startLiveKit({ ...given, rtcTcpPort: media.shift() ?? 0 }));
      await livekit.stop();
      expect(media).toEqual([]);
      let tries = 0;
      await expect(onFreePorts(() => (tries++, startLiveKit({ ...given, port: taken })))).rejects.toMatchObject({ code: 'port-taken' });
      expect(tries).toBe(5);
    } finally {
      stranger.close();
      await once(stranger, 'close');
    }
  });

  test('one on PATH comes first, then the kept one, without asking anyone', async () => {
    const [bin, cache] = [join(scratch.path, 'bin'), join(scratch.path, 'cache')];
    for (const folder of [bin, cache]) mkdirSync(folder);
    const program = (path: string) => {
      writeFileSync(path, '#!/bin/sh\n');
      chmodSync(path, 0o755);
      return { via: 'program', path };
    };
    const path = process.env['PATH'];
    process.env['PATH'] = bin;
    try {
      const kept = program(join(cache, `livekit-server-${livekitVersion}`));
      expect(await findLiveKit({ cache })).toEqual(kept);
      const own = program(join(bin, 'livekit-server'));
      expect(await findLiveKit({ cache })).toEqual(own);
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('with no way to get one it says no, and why', async () => {
    writeFileSync(join(scratch.path, 'file'), '');
    const said: string[] = [];
    const path = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      expect(await findLiveKit({ cache: join(scratch.path, 'file/cache'), say: (sentence) => said.push(sentence) })).toBeUndefined();
    } finally {
      process.env['PATH'] = path;
    }
    expect(said).toEqual([expect.stringContaining('cannot be written')]);
  });

  test('what a killed start left is ended by its record, and a stranger with its number is not', async () => {
    const run = join(scratch.path, 'run');
    const livekit = await startLiveKit(await options('left'));
    record(run, 'livekit', livekit.pid);
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, 'stranger.json'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    expect(await endLeftovers(run)).toEqual(['livekit']);
    expect(identity(livekit.pid)).toBeUndefined();
    const me = identity(process.pid);
    expect(me).toBeDefined();
    await end({ pid: process.pid, started: 'long ago' }, []);
  });
});

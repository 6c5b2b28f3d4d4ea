import { type Socket, createServer } from 'node:net';

/** What every scanner takes for a virus by agreement, and is none. In two pieces, so that none stops at this file. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** A small server that speaks as ClamAV's daemon does (`zINSTREAM`), and finds the one thing that is agreed on. `says` something else where it is set; `silent`: it takes everything and never answers. */
export async function openClamd(port = 0) {
  const state: { says: string | null; silent: boolean; scanned: number } = { says: null, silent: false, scanned: 0 };
  const lines = new Set<Socket>();
  const server = createServer((line) => {
    lines.add(line);
    let held = Buffer.alloc(0);
    line.on('error', () => undefined);
    line.on('close', () => lines.delete(line));
    line.on('data', (piece: Buffer) => {
      held = Buffer.concat([held, piece]);
      const heard = read(held);
      if (heard === null || state.silent) return;
      state.scanned += 1;
      line.end(`${state.says ?? (heard === 'no command' ? 'UNKNOWN COMMAND' : heard.includes(eicar) ? 'stream: Eicar-Signature FOUND' : 'stream: OK')}\0`);
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  const at = typeof address === 'object' && address ? address.port : port;
  return {
    url: `tcp://127.0.0.1:${at}`,
    port: at,
    state,
    close: async (): Promise<void> => {
      for (const line of lines) line.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** What was sent whole: each piece after its length, the last one of length nothing. */
function read(held: Buffer): string | null {
  const command = 'zINSTREAM\0';
  if (held.length < command.length) return null;
  if (held.toString('latin1', 0, command.length) !== command) return 'no command';
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= held.length; ) {
    const length = held.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces).toString('latin1');
    if (at + 4 + length > held.length) return null;
    pieces.push(held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

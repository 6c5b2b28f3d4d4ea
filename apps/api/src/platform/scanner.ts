import { connect } from 'node:net';

/** What a scanner said of some bytes. */
export type Verdict = 'clean' | 'infected';

/** No scanner answered, or not in words that we know: nothing was looked at. */
export class ScannerDown extends Error {}

/** How long a scanner may take. Milliseconds. */
const patience = 30_000;
const pieces = 64 * 1024;

/** A virus scanner, spoken to as ClamAV's `INSTREAM`; without an address there is none. */
export class Scanner {
  constructor(
    private readonly address: string | undefined,
    private readonly wait = patience,
  ) {}

  /** Whether one is configured. */
  get configured(): boolean {
    return this.address !== undefined;
  }

  /** What it says of these bytes; throws `ScannerDown` where it says nothing. */
  async scan(bytes: Uint8Array): Promise<Verdict> {
    const said = await this.ask(bytes);
    if (said === 'stream: OK') return 'clean';
    if (/^stream: .+ FOUND$/.test(said)) return 'infected';
    throw new ScannerDown(`the scanner said ${JSON.stringify(said.slice(0, 100))}`);
  }

  private async ask(bytes: Uint8Array): Promise<string> {
    const { hostname, port } = new URL(this.address ?? '');
    const line = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 3310 });
    try {
      return await new Promise<string>((done, fail) => {
        const late = setTimeout(() => fail(new ScannerDown('the scanner does not answer')), this.wait);
        let said = '';
        line.setEncoding('utf8');
        line.on('data', (piece: string) => (said = (said + piece).slice(0, 1000)));
        // It may have said why before it hung up on us.
        line.on('error', (error) => said || fail(new ScannerDown(String(error), { cause: error })));
        line.on('close', () => (clearTimeout(late), done(said.replace(/\0[^]*$/, '').trim())));
        line.on('connect', () => {
          line.write('zINSTREAM\0');
          for (let at = 0; at < bytes.length; at += pieces) {
            const piece = bytes.subarray(at, at + pieces);
            line.write(lengthOf(piece));
            line.write(piece);
          }
          line.write(lengthOf(new Uint8Array()));
        });
      });
    } finally {
      line.destroy();
    }
  }
}

function lengthOf({ length }: Uint8Array): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(length);
  return four;
}

import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire, read. `headers` by small names, unfolded and decoded. */
export type Received = { from: string; to: string[]; headers: Record<string, string>; text: string; html: string; raw: string };
/** What the server answers instead of taking a mail. */
export type Answer = { at: 'rcpt' | 'data'; code: number; text: string };

/** A real SMTP server on this machine, which keeps what it took. */
export async function openSmtp(port = 0) {
  const received: Received[] = [];
  const says: { instead: Answer | null; heard: number } = { instead: null, heard: 0 };
  const refusal = ({ code, text }: Answer) => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      says.heard += 1;
      if (says.instead?.at === 'rcpt') done(refusal(says.instead));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (says.instead?.at === 'data') return done(refusal(says.instead));
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), ...read(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.server.address();
  const at = typeof address === 'object' && address ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${at}`,
    port: at,
    received,
    says,
    close: () => new Promise<void>((done) => server.close(done)),
  };
}

function read(raw: string): Pick<Received, 'headers' | 'text' | 'html' | 'raw'> {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\r\n/, '')));
  const of = (type: string) => {
    const part = parts.find(({ headers: own }) => own['content-type']?.startsWith(type));
    return part ? decoded(part.body, part.headers['content-transfer-encoding'] ?? '') : '';
  };
  return { headers, text: of('text/plain'), html: of('text/html'), raw };
}

function split(raw: string): { headers: Record<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), words(line.slice(line.indexOf(':') + 1).trim())]));
  return { headers, body: raw.slice(end + 4) };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  return bytes(body.replace(/=\r\n/g, '')).replaceAll('\r\n', '\n');
}

const bytes = (quoted: string): string => Buffer.from(quoted.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

/** Encoded words of a header (RFC 2047). */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, text: string) => (how.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : bytes(text.replaceAll('_', ' '))));
}

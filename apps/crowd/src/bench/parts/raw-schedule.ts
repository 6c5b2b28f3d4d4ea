import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** The floor of the schedule: a bare node server that answers the same bytes with the same headers, or 304. */

const [file, headersText] = [process.argv[2] ?? '', process.argv[3] ?? '{}'];
const body = readFileSync(file);
const { etag, ...headers } = JSON.parse(headersText) as Record<string, string>;
const unchanged = { etag, 'cache-control': headers['cache-control'], vary: headers['vary'] };

const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === etag) response.writeHead(304, unchanged).end();
  else response.writeHead(200, { ...headers, etag }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});

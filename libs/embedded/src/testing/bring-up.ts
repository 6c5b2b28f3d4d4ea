import { EmbeddedFailure } from '../failure';
import { startPostgres } from '../postgres';

// Brings up a PostgreSQL in a process of its own, so that a test may kill it or run it as another account.
const [dataDir = '', logFile = ''] = process.argv.slice(2);
try {
  const { url, port, pid, fresh } = await startPostgres({ dataDir, logFile, password: 'for tests', fsync: false });
  process.stdout.write(`${JSON.stringify({ url, port, pid, fresh })}\n`);
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${JSON.stringify(error instanceof EmbeddedFailure ? { code: error.code, message: error.message } : { message: String(error) })}\n`);
  process.exit(1);
}

import { BadConfig, openLog, readConfig } from './platform';
import { startServer } from './server';

/** Starts the server from the environment; a bad environment is said in full and ends it. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog(config.LOG_LEVEL);
  const running = await startServer(config, log);
  log.info({ url: running.url }, 'open');

  let closing = false;
  const close = (why: string) => {
    if (closing) return;
    closing = true;
    log.info({ why }, 'closing');
    void running.close().then(() => process.exit(0));
    setTimeout(() => process.exit(0), 5000).unref();
  };
  process.on('SIGTERM', () => close('SIGTERM'));
  process.on('SIGINT', () => close('SIGINT'));
  // Started by the supervisor: without it this process would be an orphan that keeps the port.
  process.on('disconnect', () => close('supervisor gone'));
  process.on('unhandledRejection', (error) => {
    log.fatal({ stack: error instanceof Error ? error.stack : String(error) }, 'unhandled');
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof BadConfig ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});

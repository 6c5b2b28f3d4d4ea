import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino } from 'pino';

/** The server's log: one JSON line an event, never a payload, a cookie or a token. */
export type Log = ReturnType<typeof openLog>;

/** Opens the log, on standard output unless told otherwise. */
export const openLog = (level: string, to?: DestinationStream) => {
  const options = { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: ['headers.cookie', 'headers.authorization', 'token'] };
  return to ? pino(options, to) : pino(options);
};

/** Lets Nest write its few lines into the same log. */
export const forNest = (log: Log): LoggerService => ({
  log: (message: unknown) => log.debug({ nest: String(message) }),
  warn: (message: unknown) => log.warn({ nest: String(message) }),
  error: (message: unknown, stack?: unknown) => log.error({ nest: String(message), stack: typeof stack === 'string' ? stack : '' }),
});

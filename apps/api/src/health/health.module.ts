import { type AskedOf, type Health, readHealth, readMetrics, readOpenapi, reportFault } from '@siccam/contract';
import { Controller, Inject, Module } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Database, LOG, type Log, Metrics } from '../platform';
import { StageKeeper, StageModule } from '../stage';
import { type Call, Refusal, Serves } from '../wire';
import { openapi } from './openapi';

// A log must not be filled from outside: one address breaks seldom, and what breaks for all needs no thousand lines.
const perAddress = new RateLimiterMemory({ points: 5, duration: 60 });
const inAll = new RateLimiterMemory({ points: 60, duration: 60 });

/** What the supervisor, a load balancer and Prometheus ask. */
@Controller()
class HealthController {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly keeper: StageKeeper,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Serves(readHealth)
  async health(): Promise<Health> {
    await this.database.rows('select 1');
    return { ok: true, database: 'up', livekit: this.keeper.up ? 'up' : 'down' };
  }

  @Serves(readMetrics)
  async figures() {
    return { status: 200, type: this.metrics.registry.contentType, body: await this.metrics.registry.metrics() };
  }

  private readonly printed = { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(openapi()) };

  @Serves(readOpenapi)
  openapi() {
    return this.printed;
  }

  @Serves(reportFault)
  async report({ id, message, page, build }: AskedOf<typeof reportFault>, { address }: Call): Promise<Record<string, never>> {
    try {
      await perAddress.consume(address);
      await inAll.consume('all');
    } catch {
      throw new Refusal('wire.tooMany', 60);
    }
    this.log.warn({ id, message: withoutContent(message), page, build }, 'fault in a browser');
    return {};
  }
}

/** The words of an error without what it quotes, without addresses and numbers of people, which may be somebody's, and on one line. */
export const withoutContent = (message: string): string =>
  message
    .replace(/(["'`«“‘]).*?["'`»”’]/gs, '…')
    .replace(/\S+@\S+|\+?\p{N}[\p{N} .-]{4,}\p{N}/gu, '…')
    .replace(/\p{C}+|\s+/gu, ' ')
    .trim();

/** Whether the house stands, and its figures. */
@Module({ imports: [StageModule], controllers: [HealthController] })
export class HealthModule {}

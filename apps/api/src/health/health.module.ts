import { type Health, readHealth, readMetrics } from '@siccam/contract';
import { Controller, Module } from '@nestjs/common';
import { Database, Metrics } from '../platform';
import { StageKeeper, StageModule } from '../stage';
import { Serves } from '../wire';

/** What the supervisor, a load balancer and Prometheus ask. */
@Controller()
class HealthController {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly keeper: StageKeeper,
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
}

/** Whether the house stands, and its figures. */
@Module({ imports: [StageModule], controllers: [HealthController] })
export class HealthModule {}

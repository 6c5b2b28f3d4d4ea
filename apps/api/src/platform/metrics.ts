import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures about the running server, read by Prometheus from this machine. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly queries = new Counter({ name: 'db_queries_total', help: 'SQL statements sent', registers: [this.registry] });
  readonly rebuilds = new Counter({ name: 'programme_rebuilds_total', help: 'Programme buffers built', registers: [this.registry] });
  readonly refusals = new Counter({ name: 'refusals_total', help: 'Refused calls by code', labelNames: ['code'], registers: [this.registry] });
  readonly faults = new Counter({ name: 'faults_total', help: 'Bugs met by a caller', registers: [this.registry] });
  readonly sockets = new Gauge({ name: 'sockets', help: 'Connected sockets', registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}

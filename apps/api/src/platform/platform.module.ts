import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MachineClock } from './clock';
import type { Config } from './config';
import { Database } from './database';
import { LiveKit } from './livekit';
import type { Log } from './log';
import { Metrics } from './metrics';
import { PersonalData } from './personal';
import { Vault } from './vault';

/** Token of the parsed settings. */
export const CONFIG = Symbol('config');
/** Token of the log. */
export const LOG = Symbol('log');

/** What no visitor ever sees: settings, database, LiveKit, clocks, log, figures. */
@Global()
@Module({})
export class PlatformModule {
  static of(parts: { config: Config; log: Log; database: Database; metrics: Metrics; personal: PersonalData }): DynamicModule {
    const livekit = new LiveKit(parts.config);
    const providers = [
      { provide: CONFIG, useValue: parts.config },
      { provide: LOG, useValue: parts.log },
      { provide: Database, useValue: parts.database },
      { provide: Metrics, useValue: parts.metrics },
      { provide: PersonalData, useValue: parts.personal },
      { provide: LiveKit, useValue: livekit },
      { provide: Vault, useValue: new Vault(parts.config) },
      MachineClock,
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}

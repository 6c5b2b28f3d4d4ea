import { join } from 'node:path';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MachineClock } from './clock';
import type { Config } from './config';
import { Database } from './database';
import { Jobs } from './jobs';
import { FileStore } from './fileStore';
import { LiveKit } from './livekit';
import type { Log } from './log';
import { Metrics } from './metrics';
import { PersonalData } from './personal';
import { Scanner } from './scanner';
import { CONFIG, LOG } from './tokens';
import { Vault } from './vault';

/** What no visitor ever sees: settings, database, jobs, LiveKit, the store of files, the scanner, clocks, log, figures. */
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
      { provide: FileStore, useValue: new FileStore(join(parts.config.DATA_DIR, 'files')) },
      { provide: Scanner, useValue: new Scanner(parts.config.CLAMAV_URL) },
      MachineClock,
      Jobs,
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}

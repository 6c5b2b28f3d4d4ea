import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Database, FileStore, Jobs, MachineClock, Scanner, enqueue } from '../platform';
import { FilesService } from './files.service';

/** How long bytes may lie without a row: whoever brings them writes it a moment later. Milliseconds. */
const grace = 3_600_000;
/** How long a file may lie unnamed: whoever brought it may still save what names it, or undo what took it out. Milliseconds. */
const unnamedMost = 24 * grace;

/** What becomes of files without anyone asking: a scanner looks at what it has not seen, and bytes leave with their row. */
@Injectable()
export class FilesKeeper implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly clock: MachineClock,
    private readonly store: FileStore,
    private readonly scanner: Scanner,
    private readonly files: FilesService,
  ) {}

  onModuleInit(): void {
    this.jobs.on('file.scan', async ({ id }) => this.files.look(String(id)));
    this.jobs.on('file.forget', async ({ id }) => this.files.letGo(String(id)));
    this.jobs.on('file.unnamed', async ({ id }) => this.files.dropUnnamed(String(id)));
    this.jobs.daily('file.sweep', async () => this.sweep());
  }

  /** What was brought while there was no scanner, or while it was away for long, is looked at once there is one. */
  async onApplicationBootstrap(): Promise<void> {
    await this.lookAgain();
  }

  /** Takes away what a killed server left behind, asks again about what nobody has looked at, and finds what nothing names. */
  async sweep(): Promise<void> {
    const names = await this.store.before(this.clock.now() - grace);
    for (const id of new Set(names.map((name) => name.replace(/~.*$/, '')))) await this.files.letGo(id);
    await this.lookAgain();
    await this.findUnnamed();
  }

  /** What nothing names fills the room of whoever brought it. It goes a day after it was found, if nothing names it then either. */
  private async findUnnamed(): Promise<void> {
    const now = this.clock.now();
    const [today, after] = [new Date(now).toISOString().slice(0, 10), new Date(now + unnamedMost)];
    await this.database.decide(async (tx) => {
      for (const id of await this.files.unnamed(tx, new Date(now - unnamedMost))) await enqueue(tx, 'file.unnamed', { id }, { key: `file.unnamed:${id}:${today}`, after });
    });
  }

  private async lookAgain(): Promise<void> {
    if (!this.scanner.configured) return;
    const today = new Date(this.clock.now()).toISOString().slice(0, 10);
    await this.database.decide(async (tx) => {
      for (const { id } of await tx.sql.query<{ id: string }[]>(`select id from file where scan in ('held', 'unscanned')`)) await enqueue(tx, 'file.scan', { id }, { key: `file.scan:${id}:${today}` });
    });
  }
}

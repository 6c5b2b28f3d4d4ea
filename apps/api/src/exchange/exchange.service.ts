import { type AnswerOf, type applyImport, type AskedOf, type DraftContent, type exportDraft, type ExchangePlan, type SentFile } from '@siccam/contract';
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { note } from '../audit';
import { CONFIG, type Config, Database, inTurns, MachineClock, type Tx } from '../platform';
import { fairInTurn, writeDraft } from '../timetable';
import { Refusal } from '../wire';
import { written } from './identity';
import { type Item, type Plan, planOf, type World } from './plan';
import { type Doc, readFile } from './read';
import { cellsOf, sheetOf } from './sheet';
import type { Head } from './write';

/** Who brings a file, and from which address. */
export type Bringer = { id: string; address: string };

type FairRow = { id: string; slug: string; zone: string; days: string[]; name: Head['name'] };
type Reads = <Row extends object>(sql: string, parameters: unknown[]) => Promise<Row[]>;

const types = { json: 'application/json; charset=utf-8', xml: 'application/xml; charset=utf-8', csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

/** The programme as files: brought in over the draft, and given out of it. */
@Injectable()
export class ExchangeService {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Says what a file would do; nothing is written. */
  async preview(bytes: Uint8Array): Promise<ExchangePlan> {
    const doc = understood(bytes);
    const reads: Reads = (sql, parameters) => this.database.rows(sql, parameters);
    return said(doc, await inTurns(planOf(doc, await this.world(reads, await this.fair(reads)))), false);
  }

  /** Does what a preview said, in one decision. */
  async apply(by: Bringer, { bytes, plan: seen, without }: AskedOf<typeof applyImport>): Promise<AnswerOf<typeof applyImport>> {
    const doc = understood(bytes);
    return await this.database.decide(async (tx) => {
      const reads = readsIn(tx);
      const turn = await fairInTurn(tx);
      const plan = await inTurns(planOf(doc, await this.world(reads, await this.fair(reads))));
      if (plan.plan !== seen) throw new Refusal('exchange.otherwise');
      if (plan.refused > 0 && !without) throw new Refusal('exchange.refused');
      if (plan.save.length > 0) {
        await writeDraft(tx, turn, { by: `import:${by.id}`, at: new Date(this.clock.now()) }, plan.save);
        const count = (does: string) => plan.lines.filter((line) => line.kind === 'session' && line.does === does).length;
        await note(tx, { fair: turn.id, by: by.id, deed: 'programme.imported', on: { kind: 'fair', id: turn.id }, detail: { format: doc.format, created: count('create'), changed: count('change'), refused: plan.refused }, from: by.address });
      }
      return said(doc, plan, true);
    });
  }

  /** The whole draft as a file. */
  async export({ format, language }: AskedOf<typeof exportDraft>): Promise<SentFile> {
    const reads: Reads = (sql, parameters) => this.database.rows(sql, parameters);
    const fair = await this.fair(reads);
    const items = new Map((await itemsOf(reads, fair.id)).flatMap(({ id, content }): [string, DraftContent][] => (content ? [[id, content]] : [])));
    const [release] = await reads<{ number: number }>('select number from release where fair_id = $1 order by number desc limit 1', [fair.id]);
    const bytes = format === 'xlsx' ? await sheetOf(await inTurns(cellsOf(items, language))) : Buffer.from(await inTurns(written(items, format, { slug: fair.slug, zone: fair.zone, name: fair.name, url: this.config.PUBLIC_URL, version: String(release?.number ?? 0) })));
    return { name: `${fair.slug}-programme.${format}`, type: types[format], size: bytes.length, hash: createHash('sha256').update(bytes).digest('base64url'), inline: false, everyone: false, opens: () => bytes };
  }

  private async fair(reads: Reads): Promise<FairRow> {
    const [fair] = await reads<FairRow>('select id, slug, zone, days, name from fair where current', []);
    if (!fair) throw new Refusal('wire.forbidden');
    return fair;
  }

  private async world(reads: Reads, { id, zone, days }: FairRow): Promise<World> {
    // What was released and is in no draft keeps its address.
    const slugs = await reads<{ id: string; slug: string }>('select id, slug from session where fair_id = $1', [id]);
    return { fair: { id, zone, days, url: this.config.PUBLIC_URL }, items: await itemsOf(reads, id), slugs: new Map(slugs.map((row) => [row.slug, row.id])) };
  }
}

const readsIn = ({ sql }: Tx): Reads => (text, parameters) => sql.query(text, parameters);
const itemsOf = (reads: Reads, fair: string) => reads<Item>('select id, revision, content from draft_item where fair_id = $1', [fair]);

function understood(bytes: Uint8Array): Doc {
  const doc = readFile(bytes);
  if (typeof doc === 'string') throw new Refusal(doc);
  return doc;
}

const said = ({ format, fields }: Doc, { plan, lines }: Plan, applied: boolean): ExchangePlan => ({ format, plan, lines, fields, applied });

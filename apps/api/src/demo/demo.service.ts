import type { AnswerOf, demoCode, Me } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import type { Fair } from '../fair';
import { Entrance, FactorService, Tries } from '../people';
import { CONFIG, type Config, Database, MachineClock, type Tx } from '../platform';
import { type Call, type Caller, Refusal } from '../wire';
import { type DemoRole, demoId, enterable } from './demo.people';
import { sowPeople } from './people.seed';

type DemoFair = Pick<Fair, 'id' | 'days' | 'zone'>;

/** Lets one be an invented person, in the demonstration alone: a real fair does not know these doors. */
@Injectable()
export class DemoService {
  private readonly entering: Tries;

  constructor(
    @Inject(CONFIG) { SOCKETS_PER_ADDRESS }: Config,
    private readonly database: Database,
    private readonly entrance: Entrance,
    private readonly factors: FactorService,
    private readonly clock: MachineClock,
  ) {
    this.entering = new Tries(SOCKETS_PER_ADDRESS, 60);
  }

  /** Signs this browser in as the invented person of a role, with as many factors as the role asks for. */
  async enter(as: DemoRole, call: Call): Promise<Me> {
    await this.entering.take(call.address);
    const person = demoId(enterable[as]);
    return await this.entrance.enter(call, async (tx) => {
      const fair = await this.fair(tx);
      await this.mustBeThere(tx, fair, enterable[as]);
      await this.entrance.mustBeLetIn(tx, person);
      await this.factors.lend(tx, person);
      return { person, by: 'demo', two: await this.factors.isAskedOf(tx, person) };
    });
  }

  /** The code that is typed next. All its steps are used: there is another one in so many seconds. */
  async code({ id }: Caller): Promise<AnswerOf<typeof demoCode>> {
    const next = await this.database.decide(async (tx) => {
      await this.fair(tx);
      return await this.factors.codeOf(tx, id);
    });
    if (!next) throw new Refusal('wire.unknown');
    if (next.code === null) throw new Refusal('wire.tooMany', Math.max(1, Math.ceil((next.from - this.clock.now()) / 1000)));
    return { code: next.code };
  }

  private async fair(tx: Tx): Promise<DemoFair> {
    const [fair] = await tx.sql.query<DemoFair[]>('select id, days, zone from fair where current and demo');
    if (!fair) throw new Refusal('wire.unknown');
    return fair;
  }

  /** Whoever deleted themselves while trying it out comes back. */
  private async mustBeThere(tx: Tx, fair: DemoFair, slug: string): Promise<void> {
    const [row] = await tx.sql.query<object[]>('select 1 from person where id = $1', [demoId(slug)]);
    if (!row) await sowPeople(tx.sql, fair, this.clock.now(), [slug]);
  }
}

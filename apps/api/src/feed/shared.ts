/**
 * One read for all who ask before it begins. Whoever asks while one is under way gets the next, so an answer is never
 * older than its question, and two thousand who ask at once cost two reads. `restMs`: so long after a read nobody else's begins,
 * so a crowd that comes one after the other shares too.
 */
export class SharedReads<Value> {
  private readonly next = new Map<string, Promise<Value>>();
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly restMs = 0) {}

  /** The value of a key, read by `begin` after this call. */
  read(key: string, begin: () => Promise<Value>): Promise<Value> {
    const joined = this.next.get(key);
    if (joined) return joined;
    const mine = (this.underWay.get(key) ?? Promise.resolve()).then(() => {
      this.next.delete(key);
      const reading = begin();
      const ended = reading.then(nothing, nothing).then(() => this.rest()).then(() => {
        if (this.underWay.get(key) === ended) this.underWay.delete(key);
      });
      this.underWay.set(key, ended);
      return reading;
    });
    this.next.set(key, mine);
    return mine;
  }

  private rest(): Promise<void> | undefined {
    return this.restMs > 0 ? new Promise((done) => setTimeout(done, this.restMs)) : undefined;
  }
}

/**
 * One read for the different things that a crowd asks at about the same time. Whoever comes alone is answered at once; while a read is
 * under way, and for `restMs` after it, those who ask are gathered for the next, so an answer is never older than its question.
 */
export class GatheredReads<Key, Value> {
  private waiting: { key: Key; done: (value: Promise<Value>) => void }[] = [];
  private underWay = false;

  /** `readAll` answers in the order of the keys. */
  constructor(
    private readonly readAll: (keys: readonly Key[]) => Promise<readonly Value[]>,
    private readonly restMs: number,
  ) {}

  /** The value of a key, read after this call. */
  read(key: Key): Promise<Value> {
    const value = new Promise<Value>((done) => this.waiting.push({ key, done }));
    if (!this.underWay) void this.begin();
    return value;
  }

  private async begin(): Promise<void> {
    this.underWay = true;
    while (this.waiting.length > 0) {
      const asked = this.waiting;
      this.waiting = [];
      const all = this.readAll(asked.map(({ key }) => key));
      asked.forEach(({ done }, place) => done(all.then((values) => values[place] as Value)));
      await all.then(nothing, nothing);
      await new Promise((done) => setTimeout(done, this.restMs));
    }
    this.underWay = false;
  }
}

const nothing = () => undefined;

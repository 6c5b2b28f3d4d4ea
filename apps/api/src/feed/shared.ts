/**
 * One read for all who ask before it begins. Whoever asks while one is under way gets the next, so an answer is never
 * older than its question, and two thousand who ask at once cost two reads.
 */
export class SharedReads<Value> {
  private readonly next = new Map<string, Promise<Value>>();
  private readonly underWay = new Map<string, Promise<void>>();

  /** The value of a key, read by `begin` after this call. */
  read(key: string, begin: () => Promise<Value>): Promise<Value> {
    const joined = this.next.get(key);
    if (joined) return joined;
    const mine = (this.underWay.get(key) ?? Promise.resolve()).then(() => {
      this.next.delete(key);
      const reading = begin();
      const ended = reading.then(nothing, nothing).then(() => {
        if (this.underWay.get(key) === ended) this.underWay.delete(key);
      });
      this.underWay.set(key, ended);
      return reading;
    });
    this.next.set(key, mine);
    return mine;
  }
}

const nothing = () => undefined;

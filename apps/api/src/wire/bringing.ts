import type { Readable } from 'node:stream';
import { Refusal } from './refusal';

const megabyte = 1024 * 1024;
/** What all who bring something at a time may hold of this server's memory. Bytes. */
const mostAtOnce = 192 * megabyte;
/** Files that one person may bring at a time, those that are still looked at among them. */
const mostEach = 3;
/** How long a line may be silent while something is brought over it. Milliseconds. */
const silence = 30_000;

/** Reads what people bring: each within the limit of the door, all within the server's memory, so that many who bring much slow only each other. */
export class Bringing {
  private held = 0;
  private readonly by = new Map<string, number>();

  constructor(private readonly limits = { mostAtOnce, mostEach, silence }) {}

  /** The whole of a body; refused as soon as it is longer than it may be, or nothing comes any more. It counts `until` whoever works on it is done. */
  async read(line: Readable & { headers?: Record<string, unknown> }, { most, by, until }: { most: number; by: string; until: Promise<void> }): Promise<Buffer> {
    if (Number(line.headers?.['content-length'] ?? 0) > most) throw new Refusal('wire.tooLarge');
    const mine = this.by.get(by) ?? 0;
    if (mine >= this.limits.mostEach) throw new Refusal('wire.tooMany', 5);
    this.by.set(by, mine + 1);
    let held = 0;
    const letGo = () => {
      this.held -= held;
      const left = (this.by.get(by) ?? 1) - 1;
      if (left > 0) this.by.set(by, left);
      else this.by.delete(by);
    };
    const silent = setTimeout(() => line.destroy(), this.limits.silence);
    try {
      const pieces: Buffer[] = [];
      // Going out of the loop must not close the line: the refusal goes back over it.
      for await (const piece of line.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        silent.refresh();
        held += piece.length;
        this.held += piece.length;
        if (held > most) throw new Refusal('wire.tooLarge');
        if (this.held > this.limits.mostAtOnce) throw new Refusal('wire.unavailable', 10);
        pieces.push(piece);
      }
      const whole = Buffer.concat(pieces, held);
      void until.then(letGo);
      return whole;
    } catch (error) {
      letGo();
      // Whoever hung up, or said less than was announced, hears nothing of it any more.
      if (!(error instanceof Refusal)) throw new Refusal('wire.malformed');
      line.resume();
      throw error;
    } finally {
      clearTimeout(silent);
    }
  }
}

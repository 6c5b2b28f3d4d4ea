import { Refusal } from './refusal';

// How often the loop is asked how late it is, and from which lateness on newcomers wait outside. Milliseconds.
const lookEvery = 100;
const tooLate = 500;
// What was seen before counts less each time: some tenths of a second of calm let people in again.
const fading = 0.7;
/** Newcomers come back spread over this many seconds. */
const comeBack = [2, 10] as const;

/**
 * The waiting room. When so many arrive at once that the server answers late, those who are inside go on and those who are not yet
 * known are asked to come back a few seconds later, each at another moment. Known is who has a cookie of ours: nobody who was inside
 * is sent out, and whoever waited once and was let in is inside.
 */
export class Storm {
  private lateness = 0;
  private due: number;
  private readonly timer: NodeJS.Timeout;

  /** `now`: milliseconds of a clock that nobody sets back. */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.due = now() + lookEvery;
    this.timer = setInterval(() => this.look(), lookEvery);
    this.timer.unref();
  }

  /** Whether newcomers wait outside at this moment. */
  get high(): boolean {
    // Asked between two looks, the look that is overdue counts already.
    return Math.max(this.lateness, this.now() - this.due) > tooLate;
  }

  /** Refuses a newcomer while there is a storm, with the seconds to wait. */
  mayArrive(): void {
    const [least, most] = comeBack;
    if (this.high) throw new Refusal('wire.unavailable', least + Math.floor(Math.random() * (most - least + 1)));
  }

  /** Looks once how late the loop is. */
  look(): void {
    const now = this.now();
    this.lateness = Math.max(now - this.due, this.lateness * fading);
    this.due = now + lookEvery;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** How long a loop rests after a look: `atLeast` whatever happens, then `atMost` more unless it is woken. Milliseconds. */
export type Rest = { atLeast: number; atMost: number };

/** A loop that looks again when woken and anyway after a while; never two looks at once, and no wish to look is lost. */
export class Beat {
  private woken = false;
  private stopped = false;
  private poke: () => void = () => undefined;
  private running: Promise<void> | undefined;

  /** `look` must not throw: whoever looks knows what a failure means. */
  constructor(private readonly look: () => Promise<Rest>) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Asks for a look soon. */
  wake(): void {
    this.woken = true;
    this.poke();
  }

  /** Ends the loop after the look under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.poke();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      const { atLeast, atMost } = await this.look();
      await this.rest(atLeast, () => this.stopped);
      await this.rest(atMost, () => this.stopped || this.woken);
    }
  }

  private rest(milliseconds: number, over: () => boolean): Promise<void> {
    if (milliseconds <= 0 || over()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.poke = () => {
        if (over()) done();
      };
    });
  }
}

/** Asks again until an answer fits; for effects of another process that announces nothing. */
export async function until<T>(look: () => Promise<T> | T, fits: (seen: T) => boolean, milliseconds = 10_000): Promise<T> {
  const giveUp = Date.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (Date.now() > giveUp) throw new Error(`waited in vain; last seen: ${JSON.stringify(seen)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

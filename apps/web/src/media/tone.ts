/** A test tone of one second and a half made by the browser itself; resolves when it is over. */
export async function playTone(): Promise<void> {
  const context = new AudioContext();
  try {
    await context.resume();
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime;
    tone.frequency.setValueAtTime(440, start);
    tone.frequency.setValueAtTime(660, start + 0.75);
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.05);
    volume.gain.setValueAtTime(0.25, start + 1.4);
    volume.gain.linearRampToValueAtTime(0, start + 1.5);
    tone.connect(volume).connect(context.destination);
    const ended = new Promise((resolve) => tone.addEventListener('ended', resolve, { once: true }));
    tone.start(start);
    tone.stop(start + 1.5);
    await ended;
  } finally {
    await context.close();
  }
}

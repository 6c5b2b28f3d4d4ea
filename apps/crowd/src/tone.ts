/**
 * What a bot is heard with: a soft phrase of two notes over a quiet ground tone, never speech. It repeats without a seam, so that
 * a listener can measure sound at any moment.
 */

/** Samples a second. */
export const sampleRate = 48_000;
/** Samples of one frame of 20 milliseconds. */
export const frameSamples = sampleRate / 50;

const phraseSeconds = 2;
// Loud enough to be measured, soft enough to be left on: -20 dBFS over the whole phrase.
const loudness = 0.1;
// A pentatonic row from G3: any two of its notes, from any two speakers, sound well together.
const row = [196, 220, 261.63, 293.66, 329.63, 392, 440];

const phrases = new Map<number, Int16Array>();

/** The phrase of the speaker in a place of the list of people; each place has its own pitch. */
export function phraseOf(place: number): Int16Array {
  const known = phrases.get(place);
  if (known) return known;
  const phrase = sung(place);
  phrases.set(place, phrase);
  return phrase;
}

function sung(place: number): Int16Array {
  const low = row[place % row.length] ?? 220;
  const notes = [low, low * (place % 2 === 0 ? 3 / 2 : 4 / 3)];
  const samples = new Float64Array(phraseSeconds * sampleRate);
  for (let sample = 0; sample < samples.length; sample++) {
    const second = sample / sampleRate;
    const note = notes[Math.floor(second) % notes.length] ?? low;
    samples[sample] = voice(note, second) * envelope(second % 1) + 0.25 * voice(low / 2, second);
  }
  const scale = (loudness / rms(samples)) * 32_767;
  return Int16Array.from(samples.map((sample) => Math.round(sample * scale)));
}

/** A rounded pitch ends a phrase where it began, so that the seam cannot be heard. */
function voice(pitch: number, second: number): number {
  const whole = Math.round(pitch * phraseSeconds) / phraseSeconds;
  const turn = 2 * Math.PI * whole * second;
  return Math.sin(turn) + 0.25 * Math.sin(2 * turn) + 0.08 * Math.sin(3 * turn);
}

/** A note rises in 60 ms and fades within its second. */
const envelope = (since: number): number => Math.min(1, since / 0.06) * ((1 + Math.cos(Math.PI * since)) / 2);

/** Root mean square of samples. */
export function rms(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += (samples[at] ?? 0) ** 2;
  return Math.sqrt(sum / samples.length);
}

/** The frame of a phrase by its number from the beginning; a new buffer each time, because the sender keeps it. */
export function frameOf(phrase: Int16Array, number: number): Int16Array {
  const from = (number * frameSamples) % phrase.length;
  return phrase.slice(from, from + frameSamples);
}

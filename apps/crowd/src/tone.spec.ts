import { frameOf, frameSamples, phraseOf, rms, sampleRate } from './tone';

const decibels = (samples: ArrayLike<number>) => 20 * Math.log10(rms(samples) / 32_767);

test('every speaker is about as loud as the others', () => {
  for (let place = 0; place < 8; place++) expect(decibels(phraseOf(place))).toBeCloseTo(-20, 0);
});

test('no frame of a tone is silent, and none is too loud', () => {
  for (let place = 0; place < 8; place++) {
    const phrase = phraseOf(place);
    for (let frame = 0; frame < phrase.length / frameSamples; frame++) expect(decibels(frameOf(phrase, frame))).toBeGreaterThan(-45);
    expect(phrase.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0)).toBeLessThan(0.7 * 32_767);
  }
});

test('a phrase goes over into the next one without a click', () => {
  const phrase = phraseOf(1);
  const steps = phrase.map((sample, at) => Math.abs(sample - (phrase[(at + 1) % phrase.length] ?? 0)));
  const seam = steps[phrase.length - 1] ?? Infinity;
  expect(seam).toBeLessThanOrEqual(Math.max(...steps.subarray(0, sampleRate)));
});

test('neighbours in the list have different pitches', () => {
  const crossings = (place: number) => {
    const phrase = phraseOf(place);
    return phrase.reduce((count, sample, at) => count + (sample < 0 && (phrase[at + 1] ?? 0) >= 0 ? 1 : 0), 0);
  };
  expect(new Set([0, 1, 2, 3].map(crossings)).size).toBe(4);
});

test('frames follow one another and never share memory', () => {
  const phrase = phraseOf(0);
  const last = phrase.length / frameSamples;
  expect(frameOf(phrase, last)).toEqual(frameOf(phrase, 0));
  expect(frameOf(phrase, 0).buffer.byteLength).toBe(frameSamples * 2);
});

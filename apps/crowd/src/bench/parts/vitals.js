// Runs in each measured page before its own code: what a visitor waits for and is shaken by, in milliseconds of the page's own clock.
(() => {
  const vitals = (window.vitals = { lcp: 0, cls: 0, longest: 0, inp: 0 });
  const watch = (type, hear, more = {}) => new PerformanceObserver((seen) => seen.getEntries().forEach(hear)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', ({ startTime }) => (vitals.lcp = startTime));
  watch('layout-shift', ({ value, hadRecentInput }) => (vitals.cls += hadRecentInput ? 0 : value));
  watch('longtask', ({ duration }) => (vitals.longest = Math.max(vitals.longest, duration)));
  watch('event', ({ duration, interactionId }) => interactionId && (vitals.inp = Math.max(vitals.inp, duration)), { durationThreshold: 16 });
})();

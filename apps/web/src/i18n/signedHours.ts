/** Minutes ahead of UTC, written `+1`, `−5`, `+5:30`, or nothing at UTC itself. */
export function signedHours(minutes: number): string {
  if (minutes === 0) return '';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${size % 60 ? `:${String(size % 60).padStart(2, '0')}` : ''}`;
}

/**
 * How long the rest takes at the pace so far, as `, about 3 min left`; empty while nothing is done
 * or all is.
 * @param elapsedMs since the first began.
 */
export function remaining(done: number, of: number, elapsedMs: number): string {
  if (done === 0 || done >= of) return '';
  const seconds = Math.ceil(((elapsedMs / done) * (of - done)) / 1000);
  return `, about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`;
}

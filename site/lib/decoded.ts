/** A part of an address as it was written before it was escaped; undefined where it was escaped badly. */
export function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

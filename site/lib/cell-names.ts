/** A cell's name without the number that it ends in, and that number: `log 12` is 12 of `log`. */
export function stemOf(name: string): { readonly stem: string; readonly number: number | null } {
  const found = /^(.*\D)(\d+)$/.exec(name);
  return found
    ? { stem: (found[1] ?? '').trimEnd(), number: Number(found[2]) }
    : { stem: name, number: null };
}

/** Ranges that a reader takes in at a glance; more are counted. */
const mostRanges = 3;

/** One name for cells of one stem: `log 1–3, 8`, or `log 0 … 71 (46 lines)` where they are scattered. */
export function togetherName(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined || names.length === 1) return first ?? '';
  const numbers = names.map((name) => stemOf(name).number ?? 0).toSorted((a, b) => a - b);
  const ranges = numbers.reduce<[number, number][]>((found, number) => {
    const last = found.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else found.push([number, number]);
    return found;
  }, []);
  const { stem } = stemOf(first);
  if (ranges.length > mostRanges) {
    return `${stem} ${numbers[0]} … ${numbers.at(-1)} (${numbers.length} lines)`;
  }
  return `${stem} ${ranges.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ')}`;
}

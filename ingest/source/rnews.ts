import type { RawItem } from './raw.ts';

const mark = /^#! rnews (\d{1,10})[^\n]*\n/gm;

/**
 * A batch of Usenet articles (rnews(1) of INN, RFC 1036 section 4.3): `#! rnews LENGTH` before each. The
 * length is believed where it ends at the next such line or the end; else that line ends the article.
 */
export function rnewsItems(batch: Buffer, location: string): RawItem[] {
  const text = batch.toString('latin1');
  const marks = [...text.matchAll(mark)].map((found) => ({
    start: found.index,
    body: found.index + found[0].length,
    length: Number(found[1]),
  }));
  const starts = new Set([...marks.map(({ start }) => start), text.length]);
  const items: RawItem[] = [];
  const add = (from: number, to: number) => {
    const where = `${location}, article ${items.length + 1}`;
    items.push({ kind: 'mail', bytes: batch.subarray(from, to), quoting: 'none', where });
  };
  let at = 0;
  for (const { start, body, length } of marks) {
    if (start < at) continue; // a line of the article before
    const next = marks.find((other) => other.start > start)?.start ?? text.length;
    at = starts.has(body + length) ? body + length : next;
    add(body, at);
  }
  return items;
}

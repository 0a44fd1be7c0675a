import type { Spoken } from '../../../data/schema/message.ts';
import { type Attribution, attributions } from '../read/attributions.ts';
import { isBlank, known, type Lines } from '../read/lines.ts';
import { markedLines } from '../read/marked-lines.ts';
import { mayQuote } from '../read/may-quote.ts';
import type { Quotable } from './quotable.ts';

/** By the values of `known`. */
const how = ['heading', 'marks', 'heading', 'words'] as const;

/** A body as far as it was read. */
type Heard = Pick<Quotable, 'body' | 'lines' | 'attributions'>;

/**
 * Who speaks in a body, as the rest of the project reads it: runs of whole lines that are not the
 * author's words, in order, line breaks at their ends excluded. Blank lines between two lines of a quote
 * belong to it.
 */
export function spokenIn({ body, lines, attributions }: Heard): Spoken[] {
  const heads = headings(lines, attributions);
  const found: Spoken[] = [];
  let blank = -1; // where blank lines began that follow the last run
  for (let i = 0; i < lines.count; i++) {
    const depth = lines.depth[i] ?? 0;
    const heading = heads[i] === 1;
    if (depth === 0 && !heading) {
      if (!isBlank(body, lines, i)) blank = -2;
      else if (blank === -1) blank = i;
      continue;
    }
    const by = how[lines.known[i] ?? 0] ?? 'heading';
    const last = found.at(-1);
    const end = lines.end[i] ?? 0;
    const unbroken = blank !== -2;
    blank = -1;
    if (last && unbroken && last.depth === depth && last.heading === heading && last.by === by) {
      last.end = end;
    } else {
      found.push({ start: lines.start[i] ?? 0, end, depth, heading, by });
    }
  }
  return found;
}

/** What marks, attributions and header blocks alone tell: for a body whose thread is not at hand. */
export function spokenByMarks(body: string): Spoken[] {
  if (!mayQuote(body)) return [];
  const lines = markedLines(body);
  return spokenIn({ body, lines, attributions: attributions(body, lines) });
}

/** Lines of header blocks, and of attributions between the author's own lines. */
function headings(lines: Lines, found: readonly Attribution[]): Uint8Array {
  const heads = new Uint8Array(lines.heading);
  if (!lines.known.some((it) => it !== known.own)) return heads;
  for (const { firstLine, lastLine } of found) {
    for (let i = firstLine; i <= lastLine; i++) if (lines.depth[i] === 0) heads[i] = 1;
  }
  return heads;
}

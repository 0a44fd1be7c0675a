import type { Spoken } from '../../data/schema/message.ts';
import { attributions } from './attributions.ts';
import { isBlank, known, type Lines } from './lines.ts';
import { markedLines } from './marked-lines.ts';
import { mayQuote } from './may-quote.ts';

/** By the values of `known`. */
const how = ['heading', 'marks', 'heading', 'words'] as const;

/**
 * Who speaks in a body, as the rest of the project reads it: runs of whole lines that are not the
 * author's words, in order, line breaks at their ends excluded. Blank lines between two lines of a quote
 * belong to it.
 */
export function spokenIn(body: string, lines: Lines): Spoken[] {
  const heads = headings(body, lines);
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
  return mayQuote(body) ? spokenIn(body, markedLines(body)) : [];
}

/** Lines of header blocks, and of attributions between the author's own lines. */
function headings(body: string, lines: Lines): Uint8Array {
  const heads = new Uint8Array(lines.heading);
  if (!lines.known.some((it) => it !== known.own)) return heads;
  for (const { firstLine, lastLine } of attributions(body, lines)) {
    for (let i = firstLine; i <= lastLine; i++) if (lines.depth[i] === 0) heads[i] = 1;
  }
  return heads;
}

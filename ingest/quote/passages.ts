import type { Quote } from '../../data/schema/message.ts';
import type { Alignment } from './align.ts';
import type { QuoteBlock } from './blocks.ts';
import { lineText } from './lines.ts';
import type { Quotable } from './quotable.ts';
import type { Words } from './words.ts';

/** What the alignment says of one quoted line. */
interface LineOrigin {
  readonly line: number;
  /** Index among the ancestors, -1 where unresolved. */
  readonly origin: number;
  /** First and last word in the origin. */
  readonly first: number;
  readonly last: number;
  /** Whether every word has its place, in one run, character for character. */
  readonly exact: boolean;
}

/** Words that may be missing between two lines of one passage of altered text. */
const mostMissing = 4;

/** Cuts the quote blocks into passages with one origin each. */
export function passages(
  message: Quotable,
  blocks: readonly QuoteBlock[],
  quoted: Words,
  alignment: Alignment,
  ancestors: readonly Quotable[],
): Quote[] {
  const quotes: Quote[] = [];
  let word = 0;
  for (const block of blocks) {
    let run: LineOrigin[] = [];
    const close = () => {
      if (run.length > 0) quotes.push(quoteOf(message, block, run, ancestors));
      run = [];
    };
    for (let line = block.firstLine; line <= block.lastLine; line++) {
      while (word < quoted.count && (quoted.line[word] ?? 0) < line) word += 1;
      let end = word;
      while (end < quoted.count && quoted.line[end] === line) end += 1;
      if (end === word) continue; // a line of marks alone
      if (isElision(lineText(message.body, message.lines, line))) {
        close();
        continue;
      }
      const found = lineOrigin(line, word, end, quoted, alignment, ancestors);
      const last = run.at(-1);
      if (last && !continues(last, found)) close();
      run.push(found);
      word = end;
    }
    close();
  }
  return quotes;
}

/** `[...]`, `<snip>` and the like stand for what the quoting author left out. */
function isElision(text: string): boolean {
  return (
    text.length < 40 &&
    /^\s*[[(<{]?\s*(?:\.{2,}|…|snip(?:ped)?|cut|trimmed|deleted)[\s.…]*[\])>}]?\s*$/i.test(text)
  );
}

function continues(last: LineOrigin, next: LineOrigin): boolean {
  if (last.origin !== next.origin) return false;
  if (next.origin < 0) return true;
  const gap = next.first - last.last - 1;
  return gap === 0 || (gap > 0 && gap <= mostMissing && !(last.exact && next.exact));
}

/** The ancestor that most of a line's words are from, if it is most of the line. */
function lineOrigin(
  line: number,
  from: number,
  end: number,
  quoted: Words,
  { origin, place }: Alignment,
  ancestors: readonly Quotable[],
): LineOrigin {
  const counts = new Map<number, number>();
  for (let i = from; i < end; i++) {
    const at = origin[i] ?? -1;
    if (at >= 0) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  let best = -1;
  for (const [candidate, count] of counts) if (count > (counts.get(best) ?? 0)) best = candidate;
  const own = ancestors[best]?.own;
  if (!own || (counts.get(best) ?? 0) * 2 < end - from) {
    return { line, origin: -1, first: -1, last: -1, exact: false };
  }
  let first = Number.MAX_SAFE_INTEGER;
  let last = -1;
  let exact = true;
  for (let i = from; i < end; i++) {
    const at = place[i] ?? -1;
    if (origin[i] !== best) {
      exact = false;
      continue;
    }
    if (last >= 0 && at !== last + 1) exact = false;
    if (own.strict[at] !== quoted.strict[i] && !own.fragile[at] && !quoted.fragile[i])
      exact = false;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return { line, origin: best, first, last, exact };
}

function quoteOf(
  message: Quotable,
  block: QuoteBlock,
  run: readonly LineOrigin[],
  ancestors: readonly Quotable[],
): Quote {
  const { body, lines } = message;
  const firstLine = run[0]?.line ?? block.firstLine;
  const lastLine = run.at(-1)?.line ?? block.lastLine;
  const texts: string[] = [];
  for (let i = firstLine; i <= lastLine; i++) texts.push(lineText(body, lines, i));
  const ancestor = ancestors[run[0]?.origin ?? -1];
  const exact = run.every(
    (it, i) => it.exact && (i === 0 || it.first === (run[i - 1]?.last ?? -2) + 1),
  );
  return {
    messageId: message.messageId,
    start: lines.start[firstLine] ?? block.start,
    end: lines.end[lastLine] ?? block.end,
    depth: block.depth,
    attributedTo: block.attribution ? block.attribution.name || block.attribution.address : null,
    text: texts.join('\n'),
    origin: ancestor
      ? {
          messageId: ancestor.messageId,
          start: ancestor.own.start[Math.min(...run.map((it) => it.first))] ?? 0,
          end: ancestor.own.end[Math.max(...run.map((it) => it.last))] ?? 0,
        }
      : null,
    fidelity: !ancestor || ancestor.ghost ? 'unresolved' : exact ? 'verbatim' : 'altered',
  };
}

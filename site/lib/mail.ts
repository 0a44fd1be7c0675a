import type { Quote, Spoken } from '../../data/schema/message.ts';
import { flows, footerOf } from './mail-lines.ts';

/** A statement to be marked in a body; spans are UTF-16 code units, half open. */
export interface Marked {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A run of text and the statements that cover it, the innermost first: what begins last or else ends first, so that of
 * two that overlap each has words of its own to be reached by. `opens` are those that begin with it.
 */
export interface Run {
  readonly text: string;
  readonly covers: readonly string[];
  readonly opens: readonly string[];
}

/**
 * A body as it is shown: the author's own lines, folded quotes with what was found about them, and
 * the folded footer of a list or author.
 */
export type Block =
  | {
      readonly kind: 'own';
      readonly runs: readonly Run[];
      readonly ids: readonly string[];
      /** Prose whose line breaks mean nothing: on a narrow screen they go. */
      readonly flows: boolean;
    }
  | {
      readonly kind: 'footer';
      readonly of: 'list' | 'signature';
      readonly lines: number;
      readonly runs: readonly Run[];
    }
  | {
      readonly kind: 'quote';
      readonly lines: number;
      readonly about: Quote | undefined;
      readonly altered: boolean;
      readonly blocks: readonly Block[];
    };

interface Line {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Splits a decoded body into own text and nested quotes, and marks the statements in both. */
export function blocks(
  body: string,
  spoken: readonly Spoken[],
  quotes: readonly Quote[],
  marked: readonly Marked[],
): Block[] {
  return grouped(body, linesOf(body, spoken), 0, quotes, marked);
}

function grouped(
  body: string,
  lines: readonly Line[],
  depth: number,
  quotes: readonly Quote[],
  marked: readonly Marked[],
): Block[] {
  const found: Block[] = [];
  for (let from = 0; from < lines.length; ) {
    const quoted = (lines[from]?.depth ?? 0) > depth;
    let to = from;
    while (to < lines.length && (lines[to]?.depth ?? 0) > depth === quoted) to += 1;
    const group = lines.slice(from, to);
    if (quoted) found.push(quoteBlock(body, group, depth, quotes, marked));
    else found.push(...ownBlocks(body, group, depth === 0 && to === lines.length, marked));
    from = to;
  }
  return found.filter(
    (block) => block.kind !== 'own' || block.runs.some((run) => run.text.trim() !== ''),
  );
}

/** Lines up to and with the blank lines that end a paragraph, so that margin notes stand beside it. */
function paragraphs(body: string, lines: readonly Line[]): Line[][] {
  const found: Line[][] = [];
  let afterBlank = true;
  for (const line of lines) {
    const blank = body.slice(line.start, line.end).trim() === '';
    const last = found.at(-1);
    if (last && (blank || !afterBlank)) last.push(line);
    else found.push([line]);
    afterBlank = blank;
  }
  return found;
}

/** Own lines as paragraphs; those that end the body may end in a footer. */
function ownBlocks(
  body: string,
  lines: readonly Line[],
  last: boolean,
  marked: readonly Marked[],
): Block[] {
  const texts = lines.map((line) => body.slice(line.start, line.end));
  const footer = last ? footerOf(texts) : undefined;
  const at = footer?.from ?? lines.length;
  const runs = footer ? runsIn(body, lines.slice(at), marked) : [];
  // A statement is never folded away.
  if (!footer || runs.some((run) => run.covers.length > 0))
    return paragraphs(body, lines).map((part) => ownBlock(body, part, marked));
  return [
    ...paragraphs(body, lines.slice(0, at)).map((part) => ownBlock(body, part, marked)),
    { kind: 'footer', of: footer.of, lines: footer.lines, runs },
  ];
}

function ownBlock(body: string, lines: readonly Line[], marked: readonly Marked[]): Block {
  const runs = runsIn(body, lines, marked);
  return {
    kind: 'own',
    runs,
    ids: runs.flatMap((run) => run.opens),
    flows: flows(lines.map((line) => body.slice(line.start, line.end))),
  };
}

const runsIn = (body: string, lines: readonly Line[], marked: readonly Marked[]): Run[] =>
  runsOf(body, lines[0]?.start ?? 0, lines.at(-1)?.end ?? lines[0]?.start ?? 0, marked);

function quoteBlock(
  body: string,
  lines: readonly Line[],
  depth: number,
  quotes: readonly Quote[],
  marked: readonly Marked[],
): Block {
  const start = lines[0]?.start ?? 0;
  const end = lines.at(-1)?.end ?? start;
  const shallowest = Math.min(...lines.map((line) => line.depth));
  const within = quotes.filter(
    (quote) => quote.depth === shallowest && quote.start < end && quote.end > start,
  );
  return {
    kind: 'quote',
    lines: lines.length,
    about: within.find((quote) => quote.origin !== null) ?? within[0],
    altered: within.some((quote) => quote.fidelity === 'altered'),
    blocks: grouped(body, lines, Math.max(shallowest, depth + 1), quotes, marked),
  };
}

/** Cuts `body.slice(start, end)` wherever a statement begins or ends. */
export function runsOf(body: string, start: number, end: number, marked: readonly Marked[]): Run[] {
  const near = marked
    .filter((one) => one.start < end && one.end > start)
    .sort((a, b) => b.start - a.start || a.end - b.end);
  const cuts = [...new Set([start, end, ...near.flatMap((one) => [one.start, one.end])])]
    .filter((cut) => cut >= start && cut <= end)
    .sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? end;
    return {
      text: body.slice(from, to),
      covers: near.filter((one) => one.start <= from && one.end >= to).map((one) => one.id),
      opens: near.filter((one) => one.start === from).map((one) => one.id),
    };
  });
}

/** Lines with their breaks, each as deep as the map of who speaks has it; what lies behind an end is own. */
function linesOf(body: string, spoken: readonly Spoken[]): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (let start = 0; start < body.length; ) {
    const feed = body.indexOf('\n', start);
    const end = feed === -1 ? body.length : feed + 1;
    while ((spoken[at]?.end ?? start) < start) at += 1;
    const span = spoken[at];
    const inside = span && span.start <= start && start <= span.end;
    lines.push({ start, end, depth: inside ? span.depth : 0 });
    start = end;
  }
  // A blank line between two quoted lines belongs to the quote.
  return lines.map((line, index) => {
    const blank = body.slice(line.start, line.end).trim() === '';
    const around = Math.min(lines[index - 1]?.depth ?? 0, lines[index + 1]?.depth ?? 0);
    return blank ? { ...line, depth: around } : line;
  });
}

/** The span with some whole lines before and after it. */
export function around(body: string, start: number, end: number, lines: number): [number, number] {
  let from = body.lastIndexOf('\n', start - 1) + 1;
  let to = endOfLine(body, end);
  for (let n = 0; n < lines && from > 0; n += 1) from = body.lastIndexOf('\n', from - 2) + 1;
  for (let n = 0; n < lines && to < body.length; n += 1) to = endOfLine(body, to);
  return [from, to];
}

function endOfLine(body: string, at: number): number {
  const feed = body.indexOf('\n', at);
  return feed === -1 ? body.length : feed + 1;
}

import { type Attribution, attributions } from './attributions.ts';
import { isBlank, type Lines } from './lines.ts';
import { markedLines } from './marked-lines.ts';

/** A run of lines quoted at one depth. */
export interface QuoteBlock {
  /** Span in the body, marks included, UTF-16 code units, half open, without the last line break. */
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** The attribution line that speaks of it, if any; `start` and `end` are its span in the body. */
  readonly attribution: Attribution | null;
  readonly firstLine: number;
  readonly lastLine: number;
}

type Draft = { -readonly [member in keyof QuoteBlock]: QuoteBlock[member] };

/**
 * The quotes of a body from top to bottom; empty quoted lines divide nothing. An attribution holds for its
 * depth until another at that depth or above it takes over, so that the pieces of a quote between which the
 * author answers keep their attribution.
 */
export function quoteBlocks(
  body: string,
  lines: Lines = markedLines(body),
  found: readonly Attribution[] = attributions(body, lines),
): QuoteBlock[] {
  const blocks: Draft[] = [];
  const speaking: Attribution[] = []; // by increasing depth
  let nextAttribution = 0;
  for (let i = 0; i < lines.count; i++) {
    for (let it = found[nextAttribution]; it && it.lastLine < i; it = found[++nextAttribution]) {
      while (speaking.length > 0 && (speaking.at(-1)?.depth ?? 0) >= it.depth) speaking.pop();
      speaking.push(it);
    }
    const depth = lines.depth[i] ?? 0;
    if (depth === 0 || lines.heading[i] === 1 || isBlank(body, lines, i)) continue;
    const coming = found[nextAttribution];
    if (coming?.depth === depth && coming.firstLine <= i) continue; // it stands in the quote it heads
    const attribution = speaking.findLast((it) => it.depth <= depth);
    const block = {
      start: lines.start[i] ?? 0,
      end: lines.end[i] ?? 0,
      depth,
      attribution: attribution?.depth === depth ? attribution : null,
      firstLine: i,
      lastLine: i,
    };
    const last = blocks.at(-1);
    if (
      last &&
      last.depth === depth &&
      last.attribution === block.attribution &&
      onlyBlank(body, lines, last.lastLine, i)
    ) {
      last.end = block.end;
      last.lastLine = i;
    } else blocks.push(block);
  }
  return blocks;
}

function onlyBlank(body: string, lines: Lines, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) {
    if ((lines.depth[i] ?? 0) === 0 || !isBlank(body, lines, i)) return false;
  }
  return true;
}

import type { Quote } from '../../../data/schema/message.ts';
import type { QuoteBlock } from '../read/blocks.ts';
import { lineText } from '../read/lines.ts';
import type { Quotable } from '../speak/quotable.ts';
import { isElision } from '../words/elision.ts';
import { type LineOrigin, unresolved } from '../words/line-origins.ts';
import type { WordSource } from '../words/word-source.ts';
import { adjoins } from '../words/words.ts';
import { isBoilerplate } from './boilerplate.ts';

/** A text that may be quoted, and the message that it stands in. */
export interface Source {
  readonly of: Quotable;
  readonly text: WordSource;
}

type PlacedLine = LineOrigin & { readonly line: number };

/** Words that may be missing between two changed lines of one passage. */
const mostMissing = 4;

/**
 * Cuts the quote blocks into passages with one origin each. Lines of marks alone divide nothing; an
 * elision ends a passage and belongs to none, since a quoting author wrote it. Boilerplate alone credits
 * nobody.
 */
export function passages(
  message: Quotable,
  blocks: readonly QuoteBlock[],
  origins: ReadonlyMap<number, LineOrigin>,
  sources: readonly Source[],
): Quote[] {
  const { body, lines } = message;
  return blocks.flatMap((block) => {
    const runs: PlacedLine[][] = [];
    let broken = true;
    for (let line = block.firstLine; line <= block.lastLine; line++) {
      const origin = origins.get(line);
      if (!origin) continue;
      const run = runs.at(-1);
      const text = lineText(body, lines, line);
      if (isElision(text) && !(run && goesOn(run.at(-1) ?? unresolved, origin))) {
        broken = true;
        continue;
      }
      const placed = { ...origin, line };
      if (run && !broken && continues(run.at(-1) ?? unresolved, placed, sources)) run.push(placed);
      else runs.push([placed]);
      broken = false;
    }
    return runs.map((run) => {
      const telling = run.some(({ line }) => !isBoilerplate(lineText(body, lines, line)));
      const credited = telling ? run : run.map(({ line }) => ({ ...unresolved, line }));
      return quoteOf(message, block, credited, sources);
    });
  });
}

/** Whether the words of a line follow right behind those of another in their source. */
const goesOn = (last: LineOrigin, next: LineOrigin) =>
  next.exact && next.source === last.source && next.first === last.last + 1;

/** Lines that an author changed are set apart from those around them that say what the origin says. */
function continues(last: LineOrigin, next: LineOrigin, sources: readonly Source[]): boolean {
  if (last.source !== next.source || last.exact !== next.exact) return false;
  const words = sources[next.source]?.text.words;
  if (!words) return true;
  if (next.first > last.last && !adjoins(words, last.last)) return false;
  const gap = next.first - last.last - 1;
  if (next.exact) return gap === (next.broken ? -1 : 0);
  return gap >= -1 && gap <= mostMissing;
}

function quoteOf(
  message: Quotable,
  { depth, attribution }: QuoteBlock,
  run: readonly PlacedLine[],
  sources: readonly Source[],
): Quote {
  const { body, lines } = message;
  const firstLine = run[0]?.line ?? 0;
  const lastLine = run.at(-1)?.line ?? firstLine;
  const texts: string[] = [];
  for (let i = firstLine; i <= lastLine; i++) texts.push(lineText(body, lines, i));
  const source = sources[run[0]?.source ?? -1];
  return {
    messageId: message.messageId,
    start: lines.start[firstLine] ?? 0,
    end: lines.end[lastLine] ?? 0,
    depth,
    attributedTo: attribution ? attribution.name || attribution.address : null,
    text: texts.join('\n'),
    origin: source ? spanOf(source, run) : null,
    fidelity:
      !source || source.of.ghost
        ? 'unresolved'
        : run.every((it) => it.exact)
          ? 'verbatim'
          : 'altered',
  };
}

function spanOf({ of, text }: Source, run: readonly PlacedLine[]): NonNullable<Quote['origin']> {
  let first = Number.MAX_SAFE_INTEGER;
  let last = 0;
  for (const it of run) {
    first = Math.min(first, it.first);
    last = Math.max(last, it.last);
  }
  return {
    messageId: of.messageId,
    start: text.words.start[first] ?? 0,
    end: text.words.end[last] ?? 0,
  };
}

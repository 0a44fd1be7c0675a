import { onePerson } from '../../merge/one-person.ts';
import { attributionEndingAt } from '../read/attributions.ts';
import { headingBlock } from '../read/heading-block.ts';
import { known, type Lines, lineText, onlyBlank, quoteLine } from '../read/lines.ts';
import { align } from '../words/align.ts';
import { type LineOrigin, lineOrigins } from '../words/line-origins.ts';
import { wordsByLine, wordsOf } from '../words/words.ts';
import type { Quotable } from './quotable.ts';

/** Nearest ancestors whose words are looked for. */
const mostSources = 12;
/** Header blocks looked at; a hostile mail has thousands, and each costs a look at all lines. */
const mostRegions = 40;
/** Words below a header block that its message must have: then the rest is told apart from it. */
const fewestHeld = 8;
/** Share of the words below a header block that must be held. */
const enoughHeld = 0.3;
/** Words in a row that no ancestor has: fewer are a greeting or what a mailer made of a link. */
const fewestOwn = 4;
/** Share of a line's words up to which it is not from where some of them are. */
const accident = 0.34;

/**
 * Answers between the unmarked paragraphs below a header block, as Outlook's users write them: where the
 * message that the block names is held, the lines that neither it nor another ancestor has are the
 * author's own, and those that an ancestor wrote are as deep as that message is away.
 *
 * @param ancestors parent first, already heeded themselves
 */
export function heedAnswers(message: Quotable, ancestors: readonly Quotable[]): void {
  const { body, lines } = message;
  if (!lines.known.includes(known.heading)) return;
  const sources = ancestors
    .slice(0, mostSources)
    .map((of, i) => ({ of, depth: i + 1 }))
    .filter(({ of }) => !of.ghost);
  let said: ReadonlyMap<string, number> | undefined;
  for (const region of regions(message)) {
    const held = sources.findIndex(({ of }) => of.author && onePerson(of.author, region.from));
    if (held < 0) continue;
    const inside = (i: number) =>
      i >= region.first && i < region.end && lines.known[i] === known.heading;
    const words = wordsOf(body, lines, inside);
    const texts = [...sources.map(({ of }) => of.own), ...sources.map(({ of }) => of.quoted)];
    const flat = new Int32Array(lines.count).fill(1);
    const origins = lineOrigins(
      words,
      align(words, flat, texts, () => held),
      texts,
    );
    const sizes = wordsByLine(words);
    if (!tellsApart(origins, sizes, held)) continue;
    for (const i of sizes.keys()) {
      if ((origins.get(i)?.source ?? -1) >= 0) continue;
      said ??= linesOf(sources);
      const depth = said.get(lineText(body, lines, i).trim());
      if (depth === undefined) continue;
      quoteLine(lines, i, depth, lines.content[i] ?? 0, known.words);
      sizes.delete(i);
    }
    for (const own of ownRuns(body, lines, origins, sizes)) {
      for (const i of own) quoteLine(lines, i, 0, lines.start[i] ?? 0, known.own);
    }
    for (const [i, { source }] of origins) {
      const depth = sources[source]?.depth;
      if (depth === undefined || lines.known[i] !== known.heading) continue;
      if (depth !== lines.depth[i]) quoteLine(lines, i, depth, lines.content[i] ?? 0, known.words);
    }
  }
}

/** By each line that an ancestor wrote, how far away the nearest is: for lines too short to be aligned. */
function linesOf(
  sources: readonly { readonly of: Quotable; readonly depth: number }[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { of, depth } of sources) {
    for (let i = 0; i < of.lines.count; i++) {
      const text = of.lines.depth[i] === 0 ? lineText(of.body, of.lines, i).trim() : '';
      if (!found.has(text)) found.set(text, depth);
    }
  }
  return found;
}

interface Region {
  readonly from: { readonly name: string; readonly address: string };
  readonly first: number;
  readonly end: number;
}

/** What stands below each header block, down to the next one or to where its quote ends. */
function regions({ body, lines, author }: Quotable): Region[] {
  const found: Region[] = [];
  for (let i = 0; i < lines.count && found.length < mostRegions; i++) {
    if (lines.heading[i] !== 1) continue;
    const block = headingBlock(body, lines, i, author) ?? attributionAt(body, lines, i);
    if (!block) continue;
    const depth = lines.depth[block.below] ?? 0;
    let end = block.below;
    while (end < lines.count && lines.heading[end] !== 1 && (lines.depth[end] ?? 0) >= depth)
      end += 1;
    if (depth > 0) found.push({ from: block.from, first: block.below, end });
    i = block.below - 1;
  }
  return found;
}

/** An attribution that heads unmarked text, as `markAttributedRest` found it. */
function attributionAt(body: string, lines: Lines, i: number) {
  if (lines.heading[i + 1] === 1) return null;
  const found = attributionEndingAt(body, lines, i);
  return found && { from: found, below: i + 1 };
}

/** Whether enough of the words are from the message that the block names. */
function tellsApart(
  origins: ReadonlyMap<number, LineOrigin>,
  sizes: ReadonlyMap<number, number>,
  held: number,
): boolean {
  let from = 0;
  let all = 0;
  for (const size of sizes.values()) all += size;
  for (const { source, words } of origins.values()) if (source === held) from += words;
  return from >= fewestHeld && from >= all * enoughHeld;
}

/**
 * Runs of lines that no ancestor has, blank lines passed over: of some words, or such that the words below
 * go on where those above stopped.
 */
function ownRuns(
  body: string,
  lines: Lines,
  origins: ReadonlyMap<number, LineOrigin>,
  sizes: ReadonlyMap<number, number>,
): number[][] {
  const found: number[][] = [];
  let run: number[] = [];
  let words = 0;
  let above: LineOrigin | undefined;
  const close = (below?: LineOrigin) => {
    const put = above && below && below.source === above.source && below.first === above.last + 1;
    if (run.length > 0 && (put || words >= fewestOwn)) found.push(run);
    run = [];
    words = 0;
  };
  for (const line of [...sizes.keys()].sort((a, b) => a - b)) {
    const origin = origins.get(line);
    const size = sizes.get(line) ?? 0;
    if (origin && origin.source >= 0 && origin.words > size * accident) {
      close(origin);
      above = origin;
      continue;
    }
    const last = run.at(-1);
    if (last !== undefined && !onlyBlank(body, lines, last, line)) close();
    run.push(line);
    words += size;
  }
  close();
  return found;
}

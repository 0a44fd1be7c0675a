import type { Attribution } from '../read/attributions.ts';
import { type QuoteBlock, quoteBlocks } from '../read/blocks.ts';
import { isBlank, type Lines } from '../read/lines.ts';
import type { Quotable } from './quotable.ts';

/** One quoted speaker in a message: an attribution (or none), and all that stands under it. */
export interface Voice {
  readonly depth: number;
  readonly attribution: Attribution | null;
  /** Index of the voice one mark less deep in whose text this one was quoted, -1 for none. */
  readonly quotedBy: number;
  /** The text with this voice's marks taken off; what it quotes itself keeps its own marks. */
  readonly text: string;
}

interface Draft {
  readonly depth: number;
  readonly attribution: Attribution | null;
  readonly quotedBy: number;
  readonly blocks: QuoteBlock[];
}

/** Marks beyond which nobody is told apart; stops a mail that quotes a thousand deep. */
const deepest = 40;

/** The speakers quoted in a message, in the order in which they are first heard. */
export function voicesOf(message: Quotable): Voice[] {
  const { body, lines } = message;
  const drafts: Draft[] = [];
  const speaking: number[] = []; // indices of drafts, by increasing depth
  for (const block of quoteBlocks(body, lines, message.attributions)) {
    if (block.depth > deepest) continue;
    while (
      drafts[speaking.at(-1) ?? -1]?.depth !== undefined &&
      depthAt(drafts, speaking) > block.depth
    ) {
      speaking.pop();
    }
    const current = drafts[speaking.at(-1) ?? -1];
    if (current?.depth === block.depth && sameSpeaker(current, block)) current.blocks.push(block);
    else {
      if (current?.depth === block.depth) speaking.pop();
      const quotedBy = speaking.at(-1) ?? -1;
      speaking.push(
        drafts.push({
          depth: block.depth,
          attribution: block.attribution,
          quotedBy,
          blocks: [block],
        }) - 1,
      );
    }
    for (const outer of speaking.slice(0, -1)) drafts[outer]?.blocks.push(block);
  }
  return drafts.map(({ blocks, ...voice }) => ({
    ...voice,
    text: textOf(body, lines, blocks, voice.depth),
  }));
}

const depthAt = (drafts: readonly Draft[], speaking: readonly number[]) =>
  drafts[speaking.at(-1) ?? -1]?.depth ?? 0;

/** Text without an attribution of its own goes on in the voice that was heard last at its depth. */
function sameSpeaker(draft: Draft, block: QuoteBlock): boolean {
  return block.attribution === null || block.attribution === draft.attribution;
}

/** Blocks between which own text stands are set apart by an empty line. */
function textOf(body: string, lines: Lines, blocks: readonly QuoteBlock[], depth: number): string {
  const out: string[] = [];
  let previous = -1;
  for (const { firstLine, lastLine } of blocks) {
    const broken = previous >= 0 && brokenBy(body, lines, previous, firstLine, depth);
    if (broken) out.push('');
    const from = previous < 0 || broken ? firstLine : previous + 1;
    for (let i = from; i <= lastLine; i++) out.push(unmarked(body, lines, i, depth));
    previous = lastLine;
  }
  const text = out.map((line) => line.trimEnd());
  return `${text.slice(firstFilled(text), 1 + text.findLastIndex((line) => line !== '')).join('\n')}\n`;
}

const firstFilled = (text: readonly string[]) =>
  Math.max(
    0,
    text.findIndex((line) => line !== ''),
  );

/** Whether lines less deep than the voice stand between two of its blocks. */
function brokenBy(body: string, lines: Lines, from: number, to: number, depth: number): boolean {
  for (let i = from + 1; i < to; i++) {
    if (!isBlank(body, lines, i) || (lines.depth[i] ?? 0) < depth - 1) return true;
  }
  return false;
}

/** A line without its first marks; lines that are quoted without marks lose none. */
function unmarked(body: string, lines: Lines, i: number, depth: number): string {
  const content = lines.content[i] ?? 0;
  let at = lines.start[i] ?? 0;
  for (let marks = 0; at < content; at++) {
    const c = body[at];
    if (c !== '>' && c !== '|') continue;
    marks += 1;
    if (marks < depth) continue;
    const after = at + 1;
    return body.slice(body[after] === ' ' ? after + 1 : after, lines.end[i]);
  }
  return body.slice(Math.min(content, lines.end[i] ?? content), lines.end[i]);
}

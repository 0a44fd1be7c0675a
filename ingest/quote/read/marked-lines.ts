import type { Mailbox } from '../../../data/schema/message.ts';
import { markAttributedRest } from './attributed-rest.ts';
import { markForumQuotes } from './forum-quotes.ts';
import { markHeadingBlocks } from './heading-block.ts';
import { known, type Lines, lineText, quoteLine, splitLines } from './lines.ts';
import { markStyles } from './mark-style.ts';
import { markNamePrefixes } from './name-prefix.ts';
import { unmarkAttributions, unmarkTools } from './tool-marks.ts';

/**
 * Lines of a body with what their marks, attributions and header blocks say of who speaks. What the words
 * themselves say, when the messages are at hand that they may be from, comes on top: see `heedWords`.
 */
export function markedLines(body: string, author?: Mailbox): Lines {
  const lines = splitLines(body);
  if (body.includes('>')) {
    unstuff(body, lines);
    unmarkTools(body, lines);
    unmarkAttributions(body, lines);
  }
  markNamePrefixes(body, lines);
  markForumQuotes(body, lines);
  markStyles(body, lines);
  markHeadingBlocks(body, lines, author);
  markAttributedRest(body, lines, author);
  return lines;
}

/**
 * `>From ` between own lines is what an mbox writer made of `From `, and ` >x` right between own lines,
 * the only line so marked, what a mailer stuffed (RFC 3676, 4.4): no quotes.
 */
function unstuff(body: string, lines: Lines): void {
  const marked: number[] = [];
  for (let i = 0; i < lines.count; i++) if ((lines.depth[i] ?? 0) > 0) marked.push(i);
  for (const i of marked) {
    if (lines.depth[i] !== 1) continue;
    const start = lines.start[i] ?? 0;
    const alone = (lines.depth[i - 1] ?? 0) === 0 && (lines.depth[i + 1] ?? 0) === 0;
    const from = body.startsWith('>From ', start);
    const stuffed = /^ >[^\s>]/.test(body.slice(start, start + 3)) && marked.length === 1;
    if (!alone || !(from || (stuffed && flanked(body, lines, i)))) continue;
    quoteLine(lines, i, 0, start, known.own);
  }
}

const flanked = (body: string, lines: Lines, i: number) =>
  i > 0 &&
  lineText(body, lines, i - 1).trim() !== '' &&
  !/[:：]\s*$/.test(lineText(body, lines, i - 1));

import { type Attributed, readAttribution } from '../attribution/attribution.ts';
import { anyOf, wordsFor } from '../attribution/languages.ts';
import { mailboxParts } from '../attribution/mailbox-parts.ts';
import { writtenDate } from '../attribution/written-date.ts';
import { fromLabel, type HeadingBlock, headingBlock, opensQuote } from './heading-block.ts';
import { isBlank, type Lines, lineText, nextFilled } from './lines.ts';

/** An attribution where it stands: whom the quote below it, one mark deeper, is from. */
export interface Attribution extends Attributed {
  /** The text as written, line breaks as spaces, marks removed. */
  readonly raw: string;
  /** Span in the body, marks of the first line excluded, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Depth of the quote that it attributes. */
  readonly depth: number;
}

/** Lines that one attribution may be wrapped over. */
const mostLines = 4;
/** Empty lines between an attribution and its quote. */
const mostBlank = 2;

/**
 * Finds the attribution above each place where the quote gets deeper, by the depth that it attributes:
 * a line at depth k speaks of the lines at depth k + 1 below it. At the top of a quote it may stand at
 * the depth of its own words, since Apple Mail and others put it behind the mark.
 */
export function attributions(body: string, lines: Lines): Attribution[] {
  const found: Attribution[] = [];
  let above = -1; // the last line that is not blank
  for (let i = 0; i < lines.count; i++) {
    if (isBlank(body, lines, i)) continue;
    const depth = lines.depth[i] ?? 0;
    const deeper = above < 0 ? depth > 0 : depth > (lines.depth[above] ?? 0);
    const block = lines.heading[i] === 1 ? headingBlock(body, lines, i) : null;
    const held = deeper && above >= 0 && blankBetween(lines, above, i) <= mostBlank;
    const ending = held ? attributionEndingAt(body, lines, above) : null;
    if (block) {
      if (ending && ending.firstLine > (found.at(-1)?.lastLine ?? -1)) found.push(ending);
      found.push(...speakerOf(body, lines, block));
      i = block.below - 1;
      above = -1; // the lines below it need no other
      continue;
    }
    if (held) {
      const attribution = ending ?? headersEndingAt(body, lines, above);
      if (attribution && attribution.firstLine > (found.at(-1)?.lastLine ?? -1)) {
        found.push(attribution);
      }
    }
    if (deeper) {
      const inside = openingAttribution(body, lines, i);
      if (inside) {
        found.push(inside);
        i = inside.lastLine;
      }
    }
    above = i;
  }
  return found;
}

/** Empty lines between two lines of the same depth as the first; those of the quote below are its own. */
function blankBetween(lines: Lines, from: number, to: number): number {
  let count = 0;
  for (let i = from + 1; i < to; i++) if (lines.depth[i] === lines.depth[from]) count += 1;
  return count;
}

function speakerOf(body: string, lines: Lines, block: HeadingBlock): Attribution[] {
  const { first, top, below, from, when } = block;
  const placed = place(body, lines, first, below - 1, {
    ...from,
    date: when?.hasTime ? when.instant : null,
    wall: when?.hasTime ? when.wall : null,
  });
  const inQuote = (lines.depth[top] ?? 0) > 0 && opensQuote(body, lines, top);
  const next = nextFilled(body, lines, below);
  const ofItsQuote = inQuote && (lines.depth[next] ?? 0) <= (lines.depth[top] ?? 0);
  return [ofItsQuote ? { ...placed, depth: placed.depth - 1 } : placed];
}

/** An attribution that opens a quote and stands at the depth of the words that it attributes. */
function openingAttribution(body: string, lines: Lines, first: number): Attribution | null {
  const depth = lines.depth[first];
  for (let last = first; last < first + 3 && last < lines.count; last++) {
    if (lines.depth[last] !== depth || isBlank(body, lines, last)) return null;
    const attribution = attributionEndingAt(body, lines, last);
    if (attribution?.firstLine !== first) continue;
    const next = nextFilled(body, lines, last + 1);
    return lines.depth[next] === depth ? { ...attribution, depth: attribution.depth - 1 } : null;
  }
  return null;
}

/** The attribution whose last line this is, wrapped over as few lines as make sense. */
export function attributionEndingAt(body: string, lines: Lines, last: number): Attribution | null {
  if (!mayEnd(lineText(body, lines, last).slice(-80))) return null;
  let best: Attribution | null = null;
  for (let first = last; first > last - mostLines && first >= 0; first--) {
    if (lines.depth[first] !== lines.depth[last] || isBlank(body, lines, first)) break;
    const starts = start.test(lineText(body, lines, first).slice(0, 40));
    const attributed = readAttribution(joined(body, lines, first, last));
    if (attributed && (!best || tellsMore(attributed, best, starts))) {
      best = place(body, lines, first, last, attributed);
    }
    if (starts) break;
  }
  return best;
}

const start = new RegExp(`^\\s*(?:${anyOf(wordsFor('starts'))})\\s`, 'u');
const mayEnd = (tail: string) =>
  /[:：][\s\u200e\u200f\u202a-\u202e\u2066-\u2069]*$|(?:wrote|writes|said)\W*$|\]\s*$|\d\)\s*$|>>>\s*$|news:\S+\s*$/i.test(
    tail,
  );

/**
 * A wider reading counts only where it finds a date or an author that the narrower lacks; another
 * author only where its first line starts as attributions do.
 */
function tellsMore(wide: Attributed, narrow: Attributed, starts: boolean): boolean {
  if (narrow.name === '') return wide.name !== '' || (wide.wall !== null && narrow.wall === null);
  return wide.wall !== null && narrow.wall === null && (starts || wide.name === narrow.name);
}

/** `From: Name <address>` and `Date:` or `Sent:` lines above a quote, as Outlook and some people write. */
function headersEndingAt(body: string, lines: Lines, last: number): Attribution | null {
  const fields: { readonly label: string; readonly value: string }[] = [];
  let first = last + 1;
  for (let i = last; i > last - 12 && i >= 0 && lines.depth[i] === lines.depth[last]; i--) {
    const field = fieldOf(body, lines, i);
    if (field) {
      fields.push(field);
      first = i;
    } else if (!/^\s+\S/.test(lineText(body, lines, i).slice(0, 80))) break;
  }
  const head = fields.findLast(({ label }) => fromLabel.test(label));
  const when = fields.map(({ value }) => writtenDate(value)).find((date) => date !== null);
  if (!head || !when) return null;
  return place(body, lines, first, last, {
    ...mailboxParts(head.value),
    date: when.hasTime ? when.instant : null,
    wall: when.hasTime ? when.wall : null,
  });
}

/** Label and value of a line such as `From: Name <address>`. */
function fieldOf(body: string, lines: Lines, i: number): { label: string; value: string } | null {
  const field = /^\*?(\p{L}[\p{L}\p{M} -]{1,15}) ?[:：]\*?[ \t]*(.*)$/u.exec(
    lineText(body, lines, i).slice(0, 500),
  );
  return field ? { label: (field[1] ?? '').trim(), value: field[2] ?? '' } : null;
}

function joined(body: string, lines: Lines, first: number, last: number): string {
  const parts: string[] = [];
  for (let i = first; i <= last; i++) parts.push(lineText(body, lines, i).slice(0, 600).trim());
  return parts.join(' ');
}

function place(
  body: string,
  lines: Lines,
  first: number,
  last: number,
  attributed: Attributed,
): Attribution {
  return {
    ...attributed,
    raw: joined(body, lines, first, last),
    start: lines.content[first] ?? 0,
    end: lines.end[last] ?? 0,
    firstLine: first,
    lastLine: last,
    depth: (lines.depth[last] ?? 0) + 1,
  };
}

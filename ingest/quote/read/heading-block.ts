import type { Mailbox } from '../../../data/schema/message.ts';
import { onePerson } from '../../merge/one-person.ts';
import { anyOf, wordsFor } from '../attribution/languages.ts';
import { mailboxParts } from '../attribution/mailbox-parts.ts';
import { type WrittenDate, writtenDate } from '../attribution/written-date.ts';
import { isBlank, isSpace, known, type Lines, lineText, nextFilled } from './lines.ts';

/** The header lines that a mailer puts above the message that it quotes or passes on. */
export interface HeadingBlock {
  readonly first: number;
  /** The first of its lines that is as deep as its header lines: a rule may stand above the quote. */
  readonly top: number;
  /** The first line behind it. */
  readonly below: number;
  readonly from: Mailbox;
  readonly when: WrittenDate | null;
}

/** `-----Original Message-----`, in any language. */
export const namedRule =
  /^[-_=*~‐–—]{2,40}[-_=*~ ]?\s?["']?\p{L}[^\n]{1,60}?\s?[-_=*~‐–— ]{2,40}$/u;
const bareRule = /^[-_=*]{10,}\s*$/;
const endOfForwarded = /^-{2,}\s*end (?:of )?(?:forwarded|original|included)/i;
/** What Apple Mail and others write above a block, and Notes the beginning of the text. */
const announcement = new RegExp(
  `^(?:(?:${anyOf(wordsFor('forwarded'))})\\s?[:：]?|\\S.{1,80} ---\\d{1,4}[-/.]\\d.{4,40}---.*)\\s*$`,
  'iu',
);
export const listFooter = /^(?:_{20,}|-- ?)\s*$/;
/** A label, as mailers translate it, and its value; Gmail writes it bold, Yahoo indented. */
const field = /^\s{0,8}\*?(\p{L}[\p{L}\p{M}\d .'’/-]{0,30}?)\s?[:：]\*?\s*(.*)$/u;
/** NetEase makes a table of them, below a rule. */
const row = /^(?:\|\s*)?(\p{L}[^|\t]{0,30}?)(?:\s*\||\t)\s*([^|\t]*?)\s*(?:\|\s*)?$/u;
/** `From`, in any language. */
export const fromLabel = new RegExp(`^(?:${anyOf(wordsFor('from'))})$`, 'iu');
/** Labels that no mailer puts first, and the trailers of patches. */
const notFirst = /^(?:to|cc|bcc|subject|link|fixes|date|.*-by)$/i;
/** Characters of a line that are looked at. */
const looked = 300;
const mostFields = 12;

/**
 * Header lines quote all that follows them without marks, down to the list footer, or to the end of the
 * quote in which they stand. Where the text below has marks, those say it already.
 */
export function markHeadingBlocks(body: string, lines: Lines, author?: Mailbox): void {
  let added = 0;
  let base = 0; // depth of the quote, or 0 for the message, that the outermost block stands in
  for (let i = 0; i < lines.count; i++) {
    const depth = lines.depth[i] ?? 0;
    const block = headingBlock(body, lines, i, author);
    const over = added > 0 && !block && depth === 0 && ends(top(body, lines, i));
    if (depth < base || over) added = 0;
    if (!block) {
      if (over && endOfForwarded.test(top(body, lines, i))) lines.heading[i] = 1;
      deepen(lines, i, added);
      continue;
    }
    const next = nextFilled(body, lines, block.below);
    const inside = lines.depth[block.top] ?? 0;
    const speaksOfItsQuote = inside > 0 && opensQuote(body, lines, block.top);
    const above = lastFilled(body, lines, i);
    if (above >= 0 && above >= i - 3 && announcement.test(top(body, lines, above))) {
      lines.heading[above] = 1;
    }
    for (let k = i; k < block.below; k++) {
      lines.heading[k] = 1;
      deepen(lines, k, added);
    }
    i = block.below - 1;
    if (speaksOfItsQuote || (lines.depth[next] ?? 0) > depth) continue;
    if (added === 0) base = depth;
    added += 1;
  }
}

const ends = (text: string) => listFooter.test(text) || endOfForwarded.test(text);

function deepen(lines: Lines, i: number, added: number): void {
  if (added === 0) return;
  lines.depth[i] = (lines.depth[i] ?? 0) + added;
  if (lines.known[i] === known.own) lines.known[i] = known.heading;
}

/** The nearest line above one that is not blank; -1 for none. */
export function lastFilled(body: string, lines: Lines, i: number): number {
  let above = i - 1;
  while (above >= 0 && isBlank(body, lines, above)) above -= 1;
  return above;
}

/** Whether a quoted line is the first of its quote. */
export function opensQuote(body: string, lines: Lines, i: number): boolean {
  const above = lastFilled(body, lines, i);
  return above < 0 || (lines.depth[above] ?? 0) < (lines.depth[i] ?? 0);
}

/**
 * The block that begins at a line, with the rule above it if there is one. Labels are known by their
 * form, whatever the language: the first names an author by label or address, another a date. Without a
 * rule that says so in words, the block must stand apart, have three lines and be by somebody else.
 *
 * @param author who sent the message: header lines of his own, as before a patch, quote nobody
 */
export function headingBlock(
  body: string,
  lines: Lines,
  i: number,
  author?: Mailbox,
): HeadingBlock | null {
  const c = body.charCodeAt(lines.content[i] ?? 0);
  const rule = isRuleMark(c);
  if (!rule && !((c >= 65 || isSpace(c)) && mayBeField(body, lines, i))) return null;
  const text = top(body, lines, i).trimEnd();
  const named = rule && namedRule.test(text);
  const ruled = named || (rule && bareRule.test(text));
  const first = ruled ? nextFilled(body, lines, i + 1) : i;
  if (first > i + 2 || first >= lines.count) return null;
  const apart = ruled || standsApart(body, lines, i);
  const { fields, below } = fieldsFrom(body, lines, first, named);
  // Right below other text, as HTML leaves it, only what no text has: four lines, and who and when among them.
  if (!apart && fields.length < 4) return null;
  const head = fields.find(({ label }) => fromLabel.test(label)) ?? fields[0];
  if (!head || notFirst.test(head.label) || (!named && fields.length < 3)) return null;
  // Yahoo indents the first line deeper than the rest; what is indented alike is an example or code.
  if (!ruled && indentAt(body, lines, first) > 0 && !outdents(body, lines, first)) return null;
  const others = fields.filter((one) => one !== head);
  const from = mailboxParts(head.value);
  const labelled = fromLabel.test(head.label);
  // A list of links, `v1: https://lore.kernel.org/r/…@…`, is no list of mailboxes.
  const told = !head.value.includes('://') && (labelled || from.address !== '');
  const when = others.map(({ value }) => writtenDate(value)).find((date) => date?.hasTime) ?? null;
  const clock = labelled && others.some(({ value }) => /\d{1,2}[:.]\d{2}(?!\d*\/)/.test(value));
  const dated = when !== null || clock;
  if (!told || head.value === '' || (!named && !dated) || (!apart && !labelled)) return null;
  if (!named && author && onePerson(from, author)) return null;
  return { first: i, top: lines.depth[i] === lines.depth[first] ? i : first, below, from, when };
}

function fieldsFrom(body: string, lines: Lines, first: number, asTable: boolean) {
  const fields: { readonly label: string; readonly value: string }[] = [];
  let below = first;
  for (; below < lines.count && fields.length < mostFields; below++) {
    if (lines.depth[below] !== lines.depth[first]) break;
    const text = top(body, lines, below);
    const found = field.exec(text) ?? (asTable ? row.exec(text) : null);
    if (found) fields.push({ label: (found[1] ?? '').trim(), value: (found[2] ?? '').trim() });
    else if (fields.length === 0 || !/^\s+\S/.test(text)) break;
  }
  return { fields, below };
}

const isRuleMark = (c: number) =>
  c === 45 || c === 95 || c === 61 || c === 42 || c === 126 || (c >= 0x2010 && c <= 0x2014);

const indentAt = (body: string, lines: Lines, i: number) =>
  /^\s*/.exec(lineText(body, lines, i).slice(0, 12))?.[0].length ?? 0;

const outdents = (body: string, lines: Lines, first: number) =>
  indentAt(body, lines, first + 1) < indentAt(body, lines, first) &&
  fromLabel.test((field.exec(top(body, lines, first))?.[1] ?? '').trim());

/** Whether a colon stands early in a line; cheap, for this is asked of every line. */
function mayBeField(body: string, lines: Lines, i: number): boolean {
  const start = lines.content[i] ?? 0;
  const end = Math.min(lines.end[i] ?? 0, start + 34);
  for (let at = start; at < end; at++) {
    const c = body.charCodeAt(at);
    if (c === 58 || c === 0xff1a) return true;
  }
  return false;
}

/** Nothing, a blank line, a less deep one or an announcement (`Begin forwarded message:`) above. */
function standsApart(body: string, lines: Lines, i: number): boolean {
  if (i === 0 || isBlank(body, lines, i - 1) || lines.heading[i - 1] === 1) return true;
  if ((lines.depth[i - 1] ?? 0) < (lines.depth[i] ?? 0)) return true;
  return /[:：-]\s*$/.test(top(body, lines, i - 1));
}

/** QQ writes `&nbsp;` into plain text. */
function top(body: string, lines: Lines, i: number): string {
  const text = lineText(body, lines, i).slice(0, looked);
  return text.includes('&nbsp;') ? text.replaceAll('&nbsp;', ' ') : text;
}

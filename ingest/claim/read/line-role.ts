import type { Spoken } from '../../../data/schema/message.ts';
import { spokenByMarks } from '../../quote/speak/spoken.ts';
import { consumeHunk } from './diff-hunk.ts';

/** What a line of a message body is; only `own` lines can hold statements. */
export type LineRole =
  | 'own'
  | 'blank'
  | 'quote'
  | 'attribution'
  | 'greeting'
  | 'code'
  | 'diff'
  | 'trailer'
  | 'elision'
  | 'reference'
  | 'rule'
  | 'signature'
  | 'footer';

/** One line of a body, its line break excluded. Offsets in UTF-16 code units. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly role: LineRole;
}

interface Draft {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  role: LineRole;
}

/** Longest line that is looked at as prose; longer ones are data (RFC 5322 allows 998 octets). */
const longestProse = 4000;

/**
 * Every line of a body with its role, in order. Linear in the length of the body.
 *
 * @param spoken who speaks in it; without, what its marks alone tell
 */
export function lineRoles(
  body: string,
  spoken: readonly Spoken[] = spokenByMarks(body),
): readonly Line[] {
  const lines = split(body);
  markSpoken(lines, spoken);
  markBoilerplate(lines);
  markTail(lines);
  markDiffs(lines);
  for (const line of lines) if (line.role === 'own') line.role = simpleRole(line.text);
  joinWrapped(lines);
  markClosing(lines);
  return lines;
}

function split(body: string): Draft[] {
  const lines: Draft[] = [];
  for (let start = 0; start <= body.length; ) {
    const found = body.indexOf('\n', start);
    const end = found < 0 ? body.length : found;
    lines.push({ start, end, text: body.slice(start, end), role: 'own' });
    start = end + 1;
  }
  return lines;
}

/** Quotes and what heads them, as the map of who speaks has them. */
function markSpoken(lines: readonly Draft[], spoken: readonly Spoken[]): void {
  let at = 0;
  for (const line of lines) {
    while ((spoken[at]?.end ?? line.end) < line.start) at++;
    const span = spoken[at];
    if (!span || line.start < span.start || line.end > span.end || line.text === '') continue;
    line.role = span.heading ? 'attribution' : 'quote';
  }
}

const footerRule = /^_{20,}/;
/** What Mailman and its kin write below their rule. */
const ofList = /mailing list|listinfo|unsubscribe|https?:\/\/|mailto:|\S@\S+\.\S/i;
/** Lines below a rule that tell whether it belongs to a list. */
const footerReach = 4;
/** What Pipermail leaves of a part that it took out. */
const scrubbed =
  /^(?:-{10,} next part -{10,}|(?:An HTML|A non-text|An embedded message|Skipped content).*|(?:Name|Type|Size|Desc|URL|From|Subject|Date): .*|\s*)$/;
/** The armour of RFC 4880 around clear text, section 7. */
const armour = /^-----BEGIN PGP SIGNED MESSAGE-----$/;
const armouredBlock = /^-----(BEGIN|END) PGP (?:SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----$/;
/** What Bugzilla puts above a comment. */
const comment = /^--- Comment #\d+ from .{1,200} ---$/;

function markBoilerplate(lines: readonly Draft[]): void {
  let inScrubbed = false;
  let armoured: 'header' | 'block' | null = null;
  for (const line of lines) {
    const text = line.text.slice(0, 300).trimEnd();
    inScrubbed = text.startsWith('-------------- next part') || (inScrubbed && scrubbed.test(text));
    const block = armouredBlock.exec(text);
    if (armour.test(text)) armoured = 'header';
    else if (block?.[1] === 'BEGIN') armoured = 'block';
    else if (armoured === 'header' && text === '') armoured = null;
    const known = inScrubbed || armoured !== null || block !== null || comment.test(text);
    if (known && line.role === 'own') line.role = comment.test(text) ? 'attribution' : 'footer';
    if (block?.[1] === 'END') armoured = null;
  }
}

/** A sentence, which a name, a title or an address is not. */
const sentence = /^(?:\S+\s+){6,}\S+[.!?]$/;

/**
 * Signature (RFC 3676, section 4.3: `-- `), list footer and top-posted copies run to the end. A rule of
 * underscores above prose is the author's own, and so are two hyphens without the space that mailers
 * write, above a sentence.
 */
function markTail(lines: readonly Draft[]): void {
  let tail: LineRole | null = null;
  for (const [at, line] of lines.entries()) {
    const text = line.text.slice(0, 80);
    if (footerRule.test(text)) {
      if (below(lines, at, footerReach).some((one) => ofList.test(one))) tail = 'footer';
    } else if (tail === null && (text === '-- ' || text === '--' || text === '- -- ')) {
      const [first = ''] = below(lines, at, 1);
      if (text.endsWith('-- ') || !sentence.test(first)) tail = 'signature';
      else if (line.role === 'own') line.role = 'rule';
    }
    if (tail && line.role === 'own') line.role = tail;
  }
}

/** The next lines that are not blank, as far as a reader looks at once. */
function below(lines: readonly Draft[], at: number, most: number): string[] {
  return lines
    .slice(at + 1, at + 1 + 3 * most)
    .map(({ text }) => text.slice(0, 300).trim())
    .filter((text) => text !== '')
    .slice(0, most);
}

function markDiffs(lines: readonly Draft[]): void {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line?.role !== 'own') continue;
    if (!/^(?:diff --git |--- [^ ]|\+\+\+ [^ ]|Index: |@@ -)/.test(line.text)) continue;
    if (line.text.startsWith('--- ') && !lines[i + 1]?.text.startsWith('+++ ')) continue;
    line.role = 'diff';
    const end = line.text.startsWith('@@ ') ? consumeHunk(lines, i) : afterHeader(lines, i + 1);
    for (; i + 1 < end; i++) {
      const inside = lines[i + 1];
      if (inside) inside.role = 'diff';
    }
  }
}

const diffHeader =
  /^(?:index [0-9a-f]|(?:new|old|deleted) (?:file )?mode|similarity |rename |\+\+\+ |--- |Binary files )/;

function afterHeader(lines: readonly Draft[], from: number): number {
  let i = from;
  while (i < lines.length && diffHeader.test(lines[i]?.text ?? '')) i++;
  return i;
}

const trailer =
  /^\s{0,8}(?:[A-Z][a-z]+(?:-[A-Za-z]+)*-by|Cc|CC|Link|Fixes|Closes|Reported-and-tested-by|Change-Id|Message-I[dD]|References):\s/;
const greeting =
  /^(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening))\b[^.!?:;]{0,40}[,!.:]?$/i;
const closing =
  /^(?:(?:many |best |kind |warm )*(?:thanks|thank you|thx|regards|cheers|sincerely|yours|greetings|best|honza)(?: a lot| again| in advance| so much| very much| and regards| & regards| yours| wishes)?)[\s,.!-]*$/i;
const reference =
  /^\s{0,4}(?:\[\d{1,3}\]:?|\(\d{1,3}\)|\d{1,2}[.:)])?\s{0,4}(?:link: )?<?https?:\/\/\S+>?\s*$/i;
const numberedReference = /^\s{0,4}\[\d{1,3}\]:?\s+(?:https?:|git:|lore|commit |Documentation\/|<)/;
const elision =
  /^\s*(?:\[\s?(?:\.{2,3}|…|snip[^\]]{0,20}|cut)\s?\]|<\s?snip[^>]{0,20}>|\.{3}|…|8<[-\s]*|-+\s?8<[-\s]*)\s*$/i;

function simpleRole(text: string): LineRole {
  if (text.trim() === '') return 'blank';
  if (text.length > longestProse) return 'code';
  const trimmed = text.trim();
  if (trimmed.startsWith('[-- ') && trimmed.endsWith(' --]')) return 'footer'; // mutt's and ours on attachments
  if (/^[-=_*~#+.]{3,}$/.test(trimmed)) return elision.test(trimmed) ? 'elision' : 'rule';
  if (/^-{3,} ?\p{L}[^-]{2,60} ?-{3,}$/u.test(trimmed)) return 'rule';
  if (elision.test(text)) return 'elision';
  if (trailer.test(text)) return 'trailer';
  if (greeting.test(trimmed)) return 'greeting';
  if (closing.test(trimmed)) return 'greeting';
  if (reference.test(text) || numberedReference.test(text)) return 'reference';
  return isCode(text) ? 'code' : 'own';
}

/** A link or tag on a line of its own in mid-sentence belongs to the sentence: wrapping put it there. */
function joinWrapped(lines: readonly Draft[]): void {
  for (let i = 1; i + 1 < lines.length; i++) {
    const line = lines[i];
    if (line?.role !== 'trailer' && line?.role !== 'reference') continue;
    const above = lines[i - 1];
    const below = lines[i + 1];
    if (above?.role !== 'own' || below?.role !== 'own' || above.text.length < 40) continue;
    const open = /[\p{L}\p{N},"')]\s*$/u.test(above.text.slice(-8));
    if (open && /^ ?[\p{Ll}(]/u.test(below.text)) line.role = 'own';
  }
}

/** Whether one line reads as code, shell or a table rather than prose. */
function isCode(text: string): boolean {
  const trimmed = text.trim();
  // Marks that quote nobody: a table's bars, a tool's arrows.
  if (/^[|>]/.test(trimmed)) return true;
  if (
    /^(?:\$ |# (?:\.\/|[a-z]+ -)|\(gdb\) |#(?:include|define|ifdef|ifndef|endif|else)\b|\/\*|\*\/|\/\/ )/.test(
      trimmed,
    )
  )
    return true;
  if (/^[{}()\];]+$/.test(trimmed)) return true;
  if (/^(?:<\d>)?\[\s{0,6}\d{1,7}\.\d{3,9}\]/.test(trimmed)) return true; // kernel log
  if (/^(?:if|for|while|switch|return)\s?\([^ ]{0,60}\)?\s?[{;]?$/.test(trimmed)) return true;
  if (
    /^(?:static |inline |const |unsigned |struct \w+ \*|void |int )+[\w ]+\([\w ,*.&]*\)[;{ ]*$/.test(
      trimmed.slice(0, 200),
    )
  )
    return true;
  if (/0x[0-9a-f]{6,}$/i.test(trimmed.slice(-24)) && trimmed.length < 60) return true;
  const indented = /^(?:\t| {4})/.test(text);
  const words = trimmed.match(/(?<![\w$.>-])[A-Za-z][a-z']*(?![\w(]|->)/g)?.length ?? 0;
  const marks = trimmed.match(/[{}();=<>|&\\+*[\]_]|->|::|0x/g)?.length ?? 0;
  if (/[;{}]$/.test(trimmed) && marks >= 2 && words <= 6) return true;
  if (indented && /[;{}\\]$/.test(trimmed) && words <= 8) return true;
  if (indented && marks > words) return true;
  return /[^\w\s]{6,}/.test(trimmed) && words < 3;
}

const nameLine =
  /^\s*[-~]*\s?(?:\p{Lu}[\p{L}'.]*(?:[ -]\p{Lu}[\p{L}'.]*){0,3}|[a-z]{2,10})[.,]?\s*$/u;

/** A name alone, last of the own text or right under "Thanks,", signs the message. */
function markClosing(lines: readonly Draft[]): void {
  let last = true;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (
      !line ||
      line.role === 'blank' ||
      line.role === 'signature' ||
      line.role === 'footer' ||
      line.role === 'reference'
    )
      continue;
    if (line.role === 'own' && last && line.text.length <= 40 && nameLine.test(line.text)) {
      const above = lines[i - 1];
      if (!above || above.role === 'blank' || above.role === 'greeting') line.role = 'greeting';
    }
    last = false;
  }
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    const above = lines[i - 1]?.role === 'blank' ? lines[i - 2] : lines[i - 1];
    if (
      line?.role === 'own' &&
      above?.role === 'greeting' &&
      closing.test(above.text.trim()) &&
      line.text.length <= 40 &&
      nameLine.test(line.text)
    )
      line.role = 'greeting';
  }
}

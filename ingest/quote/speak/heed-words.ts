import { onePerson } from '../../merge/one-person.ts';
import { attributionEndingAt } from '../read/attributions.ts';
import { isBlank, known, type Lines, lineText, onlyBlank, quoteLine } from '../read/lines.ts';
import { align } from '../words/align.ts';
import { type LineOrigin, lineOrigins, unresolved } from '../words/line-origins.ts';
import type { WordSource } from '../words/word-source.ts';
import { type Words, wordAt, wordsByLine, wordsOf } from '../words/words.ts';
import type { Quotable } from './quotable.ts';

/** Nearest ancestors whose words are looked for among unmarked lines. */
const mostSources = 12;
/** Words in a row that somebody else wrote: fewer are a phrase that two people may use. */
const fewestWords = 8;
/** Share of a line's words that must be from there. */
const enough = 0.8;
/** Whatever a mailer or person may put before a quoted line. */
const anyMark = /^(?:[\s|:}%#!*~＞›»┃│¦>\ufeff]|&gt;|\p{L}{1,10}>(?=\s))+/u;
/** What stands in many mails, by whoever: trailers, diff headings, links, attachments, dumps of memory. */
const everybodys =
  /^\s*(?:[A-Z][\w-]+-by:|(?:Cc|CC|Link|Fixes|Closes|Change-Id|Message-I[dD]):|index [0-9a-f]|diff --git |[-+]{3} |@@ -|From [0-9a-f]{40}|https?:\S+\s*$|\[-- attachment: |(?:\[[ \d.]+\]\s*)?[0-9a-f]{4,16}: |(?:[0-9a-f]{2}\s+){3})/;
/** From here on a body is a patch. */
const patch = /^(?:diff --git |Index: |--- a\/|@@ -\d)/;
/** From here on it is a signature or a list's footer, or what was answered, below the signature. */
const farewell = /^(?:-- ?$|_{20,}\s*$)/;

/**
 * Lets the words decide: unmarked lines that another author wrote in an earlier message of the thread are
 * quotes of it, as deep as that message is away. Only lines whose first words occur there are aligned, so
 * that a body without such lines costs one look at each line and ancestor.
 *
 * @param ancestors parent first, already heeded themselves
 */
export function heedWords(message: Quotable, ancestors: readonly Quotable[]): void {
  const sources = ancestors
    .slice(0, mostSources)
    .map((of, i) => ({ of, depth: i + 1 }))
    .filter(({ of }) => !of.ghost && of.author && !sameAuthor(message, of));
  if (sources.length === 0) return;
  const { body, lines } = message;
  const bare = unmarked(body, lines);
  if (bare.count === 0) return;
  const texts = sources.map(({ of }) => of.own);
  const words = wordsOf(body, bare.lines, (i) => bare.wanted[i] === 1);
  const likely = likelyLines(words, texts, lines.count);
  if (!likely.some((one) => one === 1)) return;
  const quoted = wordsOf(body, bare.lines, (i) => likely[i] === 1);
  const flat = new Int32Array(lines.count).fill(1);
  const origins = lineOrigins(
    quoted,
    align(quoted, flat, texts, () => 0),
    texts,
  );
  /** Words of a run that its source did not end with, as many mails end. */
  const told = ({ source, lines: its }: Run) =>
    its
      .map((i) => origins.get(i) ?? unresolved)
      .filter(({ first }) => !isFarewell(sources[source]?.of, first))
      .reduce((sum, origin) => sum + origin.words, 0);
  const found = runs(body, lines, origins, quoted, bare.end).filter(
    (run) => told(run) >= fewestWords,
  );
  for (const run of found) {
    const depth = sources[run.source]?.depth ?? 1;
    for (const i of run.lines) {
      quoteLine(lines, i, depth, bare.lines.content[i] ?? 0, known.words);
    }
  }
}

function sameAuthor(a: Quotable, b: Quotable): boolean {
  return a.author !== undefined && b.author !== undefined && onePerson(a.author, b.author);
}

/** Whether a word stands in the signature or footer of a message: many mails end as it does. */
function isFarewell(of: Quotable | undefined, word: number): boolean {
  if (!of) return false;
  const { body, lines, own } = of;
  const line = own.words.line[word] ?? 0;
  for (let i = 0; i <= line; i++) if (farewell.test(lineText(body, lines, i))) return true;
  return false;
}

/**
 * Lines of the author's own so far, less whatever marks them, that can be somebody's words, and where the author
 * takes leave.
 */
function unmarked(body: string, lines: Lines) {
  const content = new Int32Array(lines.content);
  const wanted = new Uint8Array(lines.count);
  let count = 0;
  let end = lines.count;
  for (let i = 0; i < lines.count; i++) {
    if (lines.depth[i] !== 0 || lines.heading[i] === 1 || isBlank(body, lines, i)) continue;
    const text = lineText(body, lines, i).slice(0, 400);
    const c = text.charCodeAt(0);
    if (!prose(c)) {
      if (patch.test(text)) break;
      if (farewell.test(text)) end = Math.min(end, i);
      if (everybodys.test(text)) continue;
    }
    // Two answers to one message bear the same attribution line.
    const attribution = /[:：]\s*$/.test(text) ? attributionEndingAt(body, lines, i) : null;
    if (attribution) {
      for (let k = attribution.firstLine; k < i; k++) wanted[k] = 0;
      continue;
    }
    const marks = prose(c) && !text.slice(0, 12).includes('>') ? null : anyMark.exec(text);
    content[i] = (lines.start[i] ?? 0) + (marks?.[0].length ?? 0);
    wanted[i] = 1;
    count += 1;
  }
  return { lines: { ...lines, content }, wanted, count, end };
}

/**
 * Small letters with which nothing begins that the patterns above know, but for names before marks. `d`,
 * `h` and `i` begin `diff`, links and `index`, and those up to `f` numbers: this is asked of every line.
 */
const prose = (c: number) => c > 102 && c <= 122 && c !== 104 && c !== 105;

/** What makes a line an item of a list: it may be the author's, around words that are not. */
const bullet = /^[-+•·–—]$/;

/** Lines whose first three words, or those behind a bullet, stand in a row in a source, and those beside them. */
function likelyLines(words: Words, texts: readonly WordSource[], count: number): Uint8Array {
  const likely = new Uint8Array(count);
  const all: number[] = []; // lines with words
  const hits: boolean[] = [];
  for (let at = 0; at < words.count; ) {
    const line = words.line[at] ?? 0;
    all.push(line);
    const first = bullet.test(wordAt(words, at)) ? at + 1 : at;
    hits.push(texts.some(({ index }) => index.has(words, at) || index.has(words, first)));
    while (at < words.count && words.line[at] === line) at += 1;
  }
  for (const [i, line] of all.entries()) {
    if (hits[i] || hits[i - 1] || hits[i + 1]) likely[line] = 1;
  }
  return likely;
}

interface Run {
  readonly source: number;
  readonly lines: number[];
}

/** Runs of lines from one source; none goes on where the author takes leave. */
function runs(
  body: string,
  lines: Lines,
  origins: ReadonlyMap<number, LineOrigin>,
  quoted: Words,
  leave: number,
): Run[] {
  const sizes = wordsByLine(quoted);
  const found: (Run & { last: number; end: number })[] = [];
  for (const [line, origin] of origins) {
    const size = sizes.get(line) ?? 0;
    if (origin.source < 0 || origin.words < size * enough) continue;
    const open = found.at(-1);
    const follows =
      open &&
      open.source === origin.source &&
      open.last < leave === line < leave &&
      origin.first > open.end - 2 &&
      onlyBlank(body, lines, open.last, line);
    if (follows) {
      open.lines.push(line);
      open.last = line;
      open.end = origin.last;
    } else {
      const { source, last: end } = origin;
      found.push({ source, lines: [line], last: line, end });
    }
  }
  return found;
}

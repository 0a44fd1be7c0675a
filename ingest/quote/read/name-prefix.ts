import { known, type Lines, quoteLine } from './lines.ts';

/** `Linus> text` or `JS>> text`, as supercite and old mailers quote: a short name and marks. */
const namePrefix = /^ {0,8}[A-Z][A-Za-z.]{0,11}(>{1,9})(?: |$)/;
/** The longest prefix and what follows it. */
const looked = 32;

/** Marks lines with such prefixes where one prefix is on two lines in a row: one is a formula. */
export function markNamePrefixes(body: string, lines: Lines): void {
  let above: RegExpExecArray | null = null;
  for (let i = 0; i < lines.count; i++) {
    const found = lines.depth[i] === 0 ? prefixAt(body, lines, i) : null;
    if (found && above && found[0].trim() === above[0].trim()) {
      mark(lines, i - 1, above);
      mark(lines, i, found);
    }
    above = found;
  }
}

function prefixAt(body: string, lines: Lines, i: number): RegExpExecArray | null {
  const start = lines.start[i] ?? 0;
  let at = start;
  while (at < start + 8 && body.charCodeAt(at) === 32) at += 1;
  if (!isNamePrefix(body, at)) return null;
  return namePrefix.exec(body.slice(start, Math.min(lines.end[i] ?? 0, start + looked)));
}

/** Whether a short name and `>` stand at an offset; no regular expression, since every line of every mail is asked. */
export function isNamePrefix(body: string, from: number): boolean {
  const first = body.charCodeAt(from);
  if (first < 65 || first > 90) return false;
  for (let at = from; at < from + 13; at++) {
    const c = body.charCodeAt(at);
    if (c === 62) return true;
    if (!((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 46)) return false;
  }
  return false;
}

function mark(lines: Lines, i: number, [prefix, marks = '>']: RegExpExecArray): void {
  quoteLine(lines, i, marks.length, (lines.start[i] ?? 0) + prefix.length, known.marks);
}

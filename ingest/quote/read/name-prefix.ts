import { known, type Lines, quoteLine } from './lines.ts';

/** `Linus> text` or `JS>> text`, as supercite and old mailers quote: a short name and marks. */
const namePrefix = /^ ?[A-Z][A-Za-z]{0,9}(>{1,9})(?: |$)/;
/** The longest prefix and what follows it. */
const looked = 24;

/** Marks lines with such prefixes where one prefix is on two lines in a row: one is a formula. */
export function markNamePrefixes(body: string, lines: Lines): void {
  let above: RegExpExecArray | null = null;
  for (let i = 0; i < lines.count; i++) {
    const found = mayHavePrefix(body, lines, i) ? prefixAt(body, lines, i) : null;
    if (found && above && found[0].trim() === above[0].trim()) {
      mark(lines, i - 1, above);
      mark(lines, i, found);
    }
    above = found;
  }
}

function prefixAt(body: string, lines: Lines, i: number): RegExpExecArray | null {
  const start = lines.start[i] ?? 0;
  return namePrefix.exec(body.slice(start, Math.min(lines.end[i] ?? 0, start + looked)));
}

/** Without a regular expression: this is asked of every line of every mail. */
function mayHavePrefix(body: string, lines: Lines, i: number): boolean {
  if (lines.depth[i] !== 0) return false;
  let at = lines.start[i] ?? 0;
  if (body.charCodeAt(at) === 32) at += 1;
  const first = body.charCodeAt(at);
  if (first < 65 || first > 90) return false;
  for (const end = at + 11; at < end; at++) {
    const c = body.charCodeAt(at);
    if (c === 62) return true;
    if (!((c >= 65 && c <= 90) || (c >= 97 && c <= 122))) return false;
  }
  return false;
}

function mark(lines: Lines, i: number, [prefix, marks = '>']: RegExpExecArray): void {
  quoteLine(lines, i, marks.length, (lines.start[i] ?? 0) + prefix.length, known.marks);
}

import { looksLikeName } from '../attribution/attribution.ts';
import { attributionEndingAt } from './attributions.ts';
import { isBlank, known, type Lines, nextFilled, quoteLine } from './lines.ts';

/** Marks that some mailers and people use for `>`, and indentation. */
const style = /^(?: {0,3}(?:[|:}%#!＞›»┃│¦]|&gt;)|\t| {2,8}(?=\S))/u;
/** The longest of these. */
const looked = 12;

/**
 * Quotes in other marks than `>`, or indented, right below an attribution: all lines that follow in that
 * style. Elsewhere a bar is a table and indentation is code.
 */
export function markStyles(body: string, lines: Lines): void {
  for (let i = 1; i < lines.count; i++) {
    const found = styleAt(body, lines, i);
    if (!found || styleAt(body, lines, i - 1) === found) continue;
    const above = isBlank(body, lines, i - 1) ? i - 2 : i - 1;
    if (above < 0 || lines.depth[above] !== 0 || !names(body, lines, above)) continue;
    i = markRun(body, lines, i, found) - 1;
  }
}

/** Whether an attribution that names a person ends in a line: `As I said in my last mail:` does not. */
function names(body: string, lines: Lines, i: number): boolean {
  const attribution = attributionEndingAt(body, lines, i);
  return attribution !== null && (attribution.address !== '' || looksLikeName(attribution.name));
}

/** The first line behind a run in one style; blank lines within belong to it. */
function markRun(body: string, lines: Lines, from: number, mark: string): number {
  let i = from;
  while (i < lines.count && styleAt(body, lines, i) === mark) {
    const content = (lines.start[i] ?? 0) + (style.exec(head(body, lines, i))?.[0].length ?? 0);
    quoteLine(lines, i, 1, body[content] === ' ' ? content + 1 : content, known.marks);
    const next = nextFilled(body, lines, i + 1);
    i = next < lines.count && styleAt(body, lines, next) === mark ? next : i + 1;
  }
  return i;
}

/** The style of an unmarked line, all indentation being one; empty for none. */
function styleAt(body: string, lines: Lines, i: number): string {
  if (lines.depth[i] !== 0) return '';
  const c = body.charCodeAt(lines.start[i] ?? 0);
  // Letters, and most of what lines begin with: this is asked of every line.
  if (c >= 65 && c < 124) return '';
  const mark = style.exec(head(body, lines, i))?.[0];
  return mark === undefined ? '' : mark.trim() || 'indented';
}

function head(body: string, lines: Lines, i: number): string {
  const start = lines.start[i] ?? 0;
  return body.slice(start, Math.min(lines.end[i] ?? 0, start + looked));
}

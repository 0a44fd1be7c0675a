import type { Line } from './line-role.ts';

/** A run of own lines that forms one paragraph or one list item; offsets into the body. */
export interface Block {
  readonly start: number;
  readonly end: number;
  /** Index of its first line. */
  readonly line: number;
  readonly listItem: boolean;
}

const bullet =
  /^\s{0,12}(?:[-*+•·o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.):]|\[\d\]|#\d{1,2}[.:)])\s+(?=\S)/;

/** Length of the list marker that opens a line, 0 if none. */
function bulletLength(text: string): number {
  return bullet.exec(text.slice(0, 40))?.[0].length ?? 0;
}

/** Groups own lines into paragraphs and list items. */
export function blocks(lines: readonly Line[]): readonly Block[] {
  const found: Block[] = [];
  let open: { start: number; end: number; line: number; listItem: boolean } | null = null;
  let width = 0;
  let above = '';
  for (const [i, line] of lines.entries()) {
    if (line.role === 'blank' && open && runsOn(above, lines[i + 1])) continue;
    if (line.role !== 'own') {
      open = null;
      continue;
    }
    const skip = opensItem(line.text, open, above);
    const indent = line.text.length - line.text.trimStart().length;
    const continues = open && skip === 0 && !breaksEarly(above, line.text, width);
    above = line.text;
    if (open && continues) {
      open.end = line.start + line.text.trimEnd().length;
      width = Math.max(width, line.text.length);
      continue;
    }
    if (!open) width = paragraphWidth(lines, i);
    open = {
      start: line.start + (skip > 0 ? skip : indent),
      end: line.start + line.text.trimEnd().length,
      line: i,
      listItem: skip > 0,
    };
    found.push(open);
  }
  return found;
}

/** Length of the marker if this line opens a list item; a hyphen in mid-sentence does not. */
function opensItem(
  text: string,
  open: { readonly listItem: boolean } | null,
  above: string,
): number {
  const length = bulletLength(text);
  if (length === 0 || !open || open.listItem) return length;
  return /[.:;,!?)]$/.test(above.trimEnd().slice(-1)) || above.trim() === '' ? length : 0;
}

/** A blank line in mid-sentence: no stop above, a small letter below. Some mailers double breaks. */
function runsOn(above: string, below: Line | undefined): boolean {
  if (below?.role !== 'own' || bulletLength(below.text) > 0) return false;
  const last = above.trimEnd().slice(-1);
  return /[\p{L}\p{N},"')]/u.test(last) && /^\s{0,3}\p{Ll}/u.test(below.text.slice(0, 8));
}

/** Longest line of the paragraph that starts here, at least 60: the width its author wraps at. */
function paragraphWidth(lines: readonly Line[], from: number): number {
  let width = 60;
  for (let i = from; i < Math.min(lines.length, from + 200); i++) {
    const line = lines[i];
    if (line?.role !== 'own') break;
    width = Math.max(width, Math.min(line.text.length, 80));
  }
  return width;
}

/** A line that ended long before the margin, followed by a capital: the author broke it on purpose. */
function breaksEarly(above: string, below: string, width: number): boolean {
  const last = above.trimEnd();
  if (last.endsWith(':')) return /^\s*["'*_([]*\p{Lu}/u.test(below.slice(0, 20));
  if (/[,;(–-]$/.test(last.slice(-1))) return false;
  const word = /^\s*(\S{1,40})/.exec(below)?.[1] ?? '';
  if (!/^["'*_([]*[\p{Lu}\d]/u.test(word)) return false;
  return last.length + 1 + word.length < width - (/[.!?*]$/.test(last.slice(-1)) ? 4 : 16);
}

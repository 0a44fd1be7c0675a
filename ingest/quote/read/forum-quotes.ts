import { known, type Lines, lineText, quoteLine } from './lines.ts';

const opening = /^\[quote(?:[= ][^\]]{0,200})?\]\s*$/i;
const closing = /^\[\/quote\]\s*$/i;
/** Quotes within quotes that are followed. */
const deepest = 20;

/** `[quote="Name, post:2, topic:3"]` and `[/quote]` on lines of their own, as Discourse and other forums mail them. */
export function markForumQuotes(body: string, lines: Lines): void {
  if (!body.includes('[/quote]')) return;
  const open: number[] = [];
  for (let i = 0; i < lines.count; i++) {
    if (lines.depth[i] !== 0) continue;
    const text = lineText(body, lines, i).slice(0, 300);
    if (opening.test(text) && open.length < deepest) open.push(i);
    else if (closing.test(text)) {
      const from = open.pop();
      if (from === undefined) continue;
      lines.heading[from] = 1;
      lines.heading[i] = 1;
      for (let k = from + 1; k < i; k++) {
        quoteLine(lines, k, (lines.depth[k] ?? 0) + 1, lines.content[k] ?? 0, known.marks);
      }
    }
  }
}

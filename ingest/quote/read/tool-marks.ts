import { known, type Lines, lineText, quoteLine } from './lines.ts';

/** A sanitizer's dump marks the row of the bad address: `>ffff888012345680: fb fb fb fc`. */
const memoryRow = /^[0-9a-f]{4,16}: (?:[0-9a-f]{2}[ []|[0-9a-f]{2}$)/;
/** Where a compiler or checker speaks: `fs/dax.c:12:3: warning: …`. */
const diagnostic = /^\S{1,200}:\d+(?::\d+)?: /;
/** What build robots say of the marks that they put before new warnings. */
const announced = /prefixed by (>{1,4})/;

/** Takes `>` that tools put before a line for what it is: no quote, also inside of one. */
export function unmarkTools(body: string, lines: Lines): void {
  const marks = announced.exec(body)?.[1]?.length ?? 0;
  for (let i = 0; i < lines.count; i++) {
    const depth = lines.depth[i] ?? 0;
    if (depth === 0) continue;
    const text = lineText(body, lines, i).slice(0, 260);
    if (memoryRow.test(text)) unmark(body, lines, i, 1);
    else if (marks > 0 && depth >= marks && diagnostic.test(text)) unmark(body, lines, i, marks);
  }
}

/** Gives the last `count` marks of a line back to its text. */
function unmark(body: string, lines: Lines, i: number, count: number): void {
  const start = lines.start[i] ?? 0;
  let at = lines.content[i] ?? start;
  for (let left = count; left > 0 && at > start; ) if (body[--at] === '>') left -= 1;
  quoteLine(lines, i, Math.max(0, (lines.depth[i] ?? 0) - count), at, known.marks);
}

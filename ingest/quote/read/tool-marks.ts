import { lastFilled } from './heading-block.ts';
import { known, type Lines, lineText, nextFilled, quoteLine } from './lines.ts';

/** A sanitizer's dump marks the row of the bad address: `>ffff888012345680: fb fb fb fc`. */
const memoryRow = /^[0-9a-f]{4,16}: (?:[0-9a-f]{2}[ []|[0-9a-f]{2}$)/;
/** Where a compiler or checker speaks: `fs/dax.c:12:3: warning: …`. */
const diagnostic = /^\S{1,200}:\d+(?::\d+)?: /;
/** What build robots say of the marks that they put before new warnings. */
const announced = /prefixed by (>{1,4})/;

/** A line of a listing of source: its number, and a tab. Robots mark the line that they speak of. */
const numbered = /^\s{0,8}(\d{1,6})\t/;

/** Whether a line around one goes on counting from its number with a mark less: in a quote all are marked alike. */
function isListed(body: string, lines: Lines, i: number, number: string): boolean {
  return [-1, 1].some((step) => {
    if ((lines.depth[i + step] ?? 0) >= (lines.depth[i] ?? 0)) return false;
    const beside = lines.count > i + step ? lineText(body, lines, i + step).slice(0, 20) : '';
    return Number(numbered.exec(beside)?.[1]) === Number(number) + step;
  });
}

/** Takes `>` that tools put before a line for what it is: no quote, also inside of one. */
export function unmarkTools(body: string, lines: Lines): void {
  const marks = announced.exec(body)?.[1]?.length ?? 0;
  for (let i = 0; i < lines.count; i++) {
    const depth = lines.depth[i] ?? 0;
    if (depth === 0) continue;
    const text = lineText(body, lines, i).slice(0, 260);
    const number = numbered.exec(text)?.[1];
    if (memoryRow.test(text) || (number && isListed(body, lines, i, number)))
      unmark(body, lines, i, 1);
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

/** What GroupWise and supercite put before an attribution itself. */
const markedAttribution =
  /^(?:>{5} .{1,200}(?:writes|wrote|said):|>>> (?:On .{4,160}(?:wrote:|in message)|.{3,150} >>>))\s*$/;

/** Takes such a line for the author's: it opens a quote, and no deeper one stands around it. */
export function unmarkAttributions(body: string, lines: Lines): void {
  for (let i = 0; i < lines.count; i++) {
    if ((lines.depth[i] ?? 0) < 3) continue;
    const start = lines.start[i] ?? 0;
    if (!markedAttribution.test(body.slice(start, Math.min(lines.end[i] ?? 0, start + 240))))
      continue;
    const above = lastFilled(body, lines, i);
    const below = nextFilled(body, lines, i + 1);
    if (above >= 0 && (lines.depth[above] !== 0 || /[:：]\s*$/.test(lineText(body, lines, above))))
      continue;
    if (below < lines.count && (lines.depth[below] ?? 0) <= 1)
      quoteLine(lines, i, 0, start, known.own);
  }
}

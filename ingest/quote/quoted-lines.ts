import { isBlank, type Lines, splitLines } from './lines.ts';
import { markNamePrefixes } from './name-prefix.ts';
import { markOriginals } from './original-message.ts';

/** Lines of a body with their depths, those of quotes without `>` included. */
export function quotedLines(body: string): Lines {
  const lines = splitLines(body);
  unescapeFrom(body, lines);
  markNamePrefixes(body, lines);
  markBars(body, lines);
  markOriginals(body, lines);
  return lines;
}

/** `>From ` between own lines is what an mbox writer made of `From `: no quote. */
function unescapeFrom(body: string, lines: Lines): void {
  if (!body.includes('>From ')) return;
  for (let i = 0; i < lines.count; i++) {
    if (lines.depth[i] !== 1 || !body.startsWith('>From ', lines.start[i])) continue;
    if ((lines.depth[i - 1] ?? 0) > 0 || (lines.depth[i + 1] ?? 0) > 0) continue;
    lines.depth[i] = 0;
    lines.content[i] = lines.start[i] ?? 0;
  }
}

/** `| text` right below an attribution; elsewhere a bar is a table or a drawing. */
function markBars(body: string, lines: Lines): void {
  if (!body.includes('\n|')) return;
  const bar = (i: number) => lines.depth[i] === 0 && body.startsWith('|', lines.start[i]);
  for (let i = 1; i < lines.count; i++) {
    if (!bar(i) || bar(i - 1)) continue;
    const above = isBlank(body, lines, i - 1) ? i - 2 : i - 1;
    if (above < 0 || !endsAttribution(body, lines, above)) continue;
    for (; i < lines.count && bar(i); i++) {
      const content = (lines.start[i] ?? 0) + 1;
      lines.depth[i] = 1;
      lines.content[i] = body.charCodeAt(content) === 32 ? content + 1 : content;
    }
  }
}

function endsAttribution(body: string, lines: Lines, i: number): boolean {
  const end = lines.end[i] ?? 0;
  return /(?:wrote|writes|said) ?: ?$/.test(
    body.slice(Math.max(lines.start[i] ?? 0, end - 60), end),
  );
}

import { isBlank, type Lines, lineText, splitLines } from './lines.ts';

/** Lines of a body whose depths also know the quotes that carry no `>`. */
export function quotedLines(body: string): Lines {
  const lines = splitLines(body);
  unescapeFrom(body, lines);
  markPrefixes(body, lines);
  markBars(body, lines);
  markOriginals(body, lines);
  return lines;
}

function set(lines: Lines, i: number, depth: number, content: number): void {
  lines.depth[i] = depth;
  lines.content[i] = content;
}

/** `>From ` between own lines is what an mbox writer made of `From `: no quote. */
function unescapeFrom(body: string, lines: Lines): void {
  for (let i = 0; i < lines.count; i++) {
    if (lines.depth[i] !== 1 || !body.startsWith('>From ', lines.start[i])) continue;
    if ((lines.depth[i - 1] ?? 0) === 0 && (lines.depth[i + 1] ?? 0) === 0) {
      set(lines, i, 0, lines.start[i] ?? 0);
    }
  }
}

/** `Linus> text` or `JS>> text`, as supercite and old mailers quote: a short name and marks. */
const namePrefix = /^ ?[A-Z][A-Za-z]{0,9}(>{1,9})(?: |$)/;

/** Marks lines with such prefixes where one prefix is on two lines in a row. */
function markPrefixes(body: string, lines: Lines): void {
  if (!/^ ?[A-Z][A-Za-z]{0,9}>/m.test(body)) return;
  const found: (RegExpExecArray | null)[] = [];
  for (let i = 0; i < lines.count; i++) {
    const from = lines.start[i] ?? 0;
    found.push(
      lines.depth[i] === 0
        ? namePrefix.exec(body.slice(from, Math.min(lines.end[i] ?? 0, from + 24)))
        : null,
    );
  }
  for (const [i, match] of found.entries()) {
    const near = [found[i - 1], found[i + 1]];
    if (!match || !near.some((other) => other?.[0].trim() === match[0].trim())) continue;
    set(
      lines,
      i,
      match[1]?.length ?? 1,
      Math.min((lines.start[i] ?? 0) + match[0].length, lines.end[i] ?? 0),
    );
  }
}

/** `| text` right below a line that ends in a colon; elsewhere a bar is a table or a drawing. */
function markBars(body: string, lines: Lines): void {
  if (!body.includes('\n|')) return;
  const bar = (i: number) => lines.depth[i] === 0 && body.startsWith('|', lines.start[i]);
  for (let i = 1; i < lines.count; i++) {
    if (!bar(i) || bar(i - 1)) continue;
    const above = isBlank(body, lines, i - 1) ? i - 2 : i - 1;
    if (
      above < 0 ||
      !/(?:wrote|writes|said)\s*:\s*$/.test(
        body.slice(
          Math.max(lines.start[above] ?? 0, (lines.end[above] ?? 0) - 60),
          lines.end[above],
        ),
      )
    )
      continue;
    for (; i < lines.count && bar(i); i++) {
      const content = (lines.start[i] ?? 0) + 1;
      set(lines, i, 1, body.charCodeAt(content) === 32 ? content + 1 : content);
    }
  }
}

const originalRule =
  /^[-_ ]{2,}\s*(?:original message|original appointment|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht)\s*[-_]*/i;
const outlookRule = /^_{20,}\s*$/;
const headerLine =
  /^\*?(?:From|Sent|Date|To|Cc|Subject|Reply-To|Organization|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet)\s?:\*?\s/;
const listFooter = /^(?:_{20,}|-- ?)\s*$/;

/**
 * `-----Original Message-----` and its header lines quote all that follows down to the list footer,
 * without marks; so does Outlook's long rule where `From:` and `Sent:` follow it.
 */
function markOriginals(body: string, lines: Lines): void {
  if (!/-----|_____|---- |begin forwarded/i.test(body)) return;
  let added = 0;
  for (let i = 0; i < lines.count; i++) {
    const depth = lines.depth[i] ?? 0;
    const text =
      depth === 0
        ? body.slice(lines.start[i], Math.min(lines.end[i] ?? 0, (lines.start[i] ?? 0) + 120))
        : '';
    const opens =
      depth === 0 &&
      (originalRule.test(text) ||
        (outlookRule.test(text) && headerBelow(body, lines, i + 1) > i + 2));
    if (opens) {
      const below = headerBelow(body, lines, i + 1);
      if (below > i + 1) {
        added += 1;
        i = below - 1; // rule and header lines keep their depth: they are the attribution
        continue;
      }
    }
    if (added === 0) continue;
    if (depth === 0 && listFooter.test(text) && added > 0) {
      added = 0;
      continue;
    }
    lines.depth[i] = depth + added;
  }
}

/** The first line behind a block of header lines that starts here; `from` itself where there is none. */
export function headerBelow(body: string, lines: Lines, from: number): number {
  let i = from;
  while (i < lines.count && isBlank(body, lines, i) && i < from + 2) i++;
  const first = i;
  while (i < lines.count && i < first + 30) {
    const text = lineText(body, lines, i).slice(0, 40);
    if (!headerLine.test(`${text} `) && !(i > first && /^\s+\S/.test(text))) break;
    i++;
  }
  return i === first ? from : i;
}

import { isBlank, type Lines, lineText } from './lines.ts';

const originalRule =
  /^[-_ ]{2,40}\s?(?:original message|original appointment|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht)/i;
const outlookRule = /^_{20,}\s*$/;
const headerLine =
  /^\*?(?:From|Sent|Date|To|Cc|Subject|Reply-To|Organization|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet)\s?:\*?\s/;
const listFooter = /^(?:_{20,}|-- ?)\s*$/;
/** Characters of a line that rules and header names are looked for in. */
const looked = 120;

/**
 * `-----Original Message-----` and its header lines quote all that follows, down to the list footer,
 * without marks; so does Outlook's long rule where `From:` and `Sent:` follow it.
 */
export function markOriginals(body: string, lines: Lines): void {
  let added = 0;
  for (let i = 0; i < lines.count; i++) {
    const depth = lines.depth[i] ?? 0;
    if (depth === 0 && startsRule(body, lines, i)) {
      const below = originalBelow(body, lines, i);
      if (below > i) {
        added += 1;
        i = below - 1; // rule and header lines keep their depth: they are the attribution
        continue;
      }
      if (listFooter.test(top(body, lines, i))) added = 0;
    }
    if (added > 0) lines.depth[i] = depth + added;
  }
}

/**
 * Where a line opens an original message: the first line behind its header lines; else the line
 * itself.
 */
export function originalBelow(body: string, lines: Lines, i: number): number {
  if (!startsRule(body, lines, i)) return i;
  const text = top(body, lines, i);
  const below = headerBelow(body, lines, i + 1);
  if (originalRule.test(text) && below > i + 1) return below;
  return outlookRule.test(text) && below > i + 2 ? below : i;
}

/** The first line behind a block of header lines that starts here; `from` itself where there is none. */
function headerBelow(body: string, lines: Lines, from: number): number {
  const depth = lines.depth[from - 1]; // of the rule
  let first = from;
  while (first < lines.count && first < from + 2 && isBlank(body, lines, first)) first += 1;
  let i = first;
  while (i < lines.count && i < first + 30 && lines.depth[i] === depth) {
    const text = `${top(body, lines, i)} `;
    if (!headerLine.test(text) && !(i > first && /^\s+\S/.test(text))) break;
    i += 1;
  }
  return i === first ? from : i;
}

const top = (body: string, lines: Lines, i: number) => lineText(body, lines, i).slice(0, looked);

/** Whether a line starts with `-` or `_`; cheap, for it is asked of every line. */
function startsRule(body: string, lines: Lines, i: number): boolean {
  const at = lines.content[i] ?? 0;
  const c = body.charCodeAt(at);
  return (c === 45 || c === 95) && body.charCodeAt(at + 1) === c && at + 1 < (lines.end[i] ?? 0);
}

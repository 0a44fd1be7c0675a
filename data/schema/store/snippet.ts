const before = 60;
const length = 200;

/**
 * Text around the first match, on one line; matches stand between U+0002 and U+0003.
 * @param part show the author's own lines alone, or the quoted ones; all where absent
 */
export function snippet(whole: string, terms: readonly string[], part?: 'own' | 'quoted'): string {
  const body = part === undefined ? whole : linesOf(whole, part);
  const pattern = patternOf(terms);
  const at = Math.max(0, body.search(pattern));
  const start = at <= before ? 0 : wordStart(body, at - before);
  const text = body
    .slice(start, start + length)
    .replace(/[\u0002\u0003]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
  const marked = text.replace(new RegExp(pattern.source, 'giu'), '\u0002$&\u0003');
  return `${start > 0 ? '… ' : ''}${marked}${start + length < body.length ? ' …' : ''}`;
}

/** A line is quoted as the index has it: a mark in its first two columns. */
const quotedLine = /^ ?>(?: ?>)* ?/;

function linesOf(body: string, part: 'own' | 'quoted'): string {
  const lines = body.split('\n').filter((line) => quotedLine.test(line) === (part === 'quoted'));
  return lines.map((line) => line.replace(quotedLine, '')).join('\n');
}

/** Any of the terms at the start of a word, white space and quote marks between its words allowed. */
function patternOf(terms: readonly string[]): RegExp {
  const alternatives = terms
    .slice(0, 32)
    .map((term) => term.split(' ').map(escaped).join('[^\\p{L}\\p{N}]+'))
    .join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives || '(?!)'})`, 'iu');
}

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function wordStart(body: string, at: number): number {
  const space = body.slice(at, at + 30).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

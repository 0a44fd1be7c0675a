const before = 60;
const length = 200;

/** Text around the first match, on one line; matches stand between U+0002 and U+0003. */
export function snippet(body: string, terms: readonly string[]): string {
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

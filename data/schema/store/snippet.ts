import { indexed } from '../fold.ts';

const before = 60;
const length = 200;

/**
 * Text around the first match, on one line; matches stand between U+0002 and U+0003.
 * @example
 * snippet('A failed fsync clears the error', ['fsync']) // => 'A failed \u0002fsync\u0003 clears the error'
 */
export function snippet(whole: string, terms: readonly string[]): string {
  // Accents apart from their letters, so that a search without them finds its words.
  const body = /[^\u0000-\u007f]/.test(whole) ? whole.normalize('NFKD') : whole;
  const pattern = patternOf(terms);
  const at = Math.max(0, body.search(pattern));
  const start = at <= before ? 0 : wordStart(body, at - before);
  const text = body
    .slice(start, start + length)
    .replace(/[\u0002\u0003]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
  const marked = text.replace(new RegExp(pattern.source, 'giu'), '\u0002$&\u0003').normalize('NFC');
  return `${start > 0 ? '… ' : ''}${marked}${start + length < body.length ? ' …' : ''}`;
}

/**
 * Any of the terms at the start of a word, or anywhere in a script without spaces; white space and quote
 * marks between its words, and accents on its letters, are allowed.
 */
function patternOf(terms: readonly string[]): RegExp {
  const alternatives = terms
    .slice(0, 32)
    .filter((term) => term !== '')
    .map((term) => {
      const words = term.split(' ').map(letters).join('[^\\p{L}\\p{N}]+');
      return spaced(term) ? `(?<![\\p{L}\\p{N}])${words}` : words;
    })
    .join('|');
  return new RegExp(alternatives || '(?!)', 'iu');
}

const spaced = (term: string) => !indexed(term.replaceAll(' ', '')).includes(' ');

const letters = (word: string) =>
  [...word.normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((letter) => `${letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')}\\p{M}*`)
    .join('');

function wordStart(body: string, at: number): number {
  const space = body.slice(at, at + 30).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

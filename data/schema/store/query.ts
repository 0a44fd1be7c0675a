import { indexed } from '../fold.ts';

/** A search as FTS5 wants it, and the words to mark in the text. */
export interface Query {
  readonly match: string;
  readonly terms: readonly string[];
}

/**
 * Turns what a user types into an FTS5 expression that is always valid: words are joined by AND,
 * `"a phrase"` stays together, `word*` is a prefix, `-word` excludes and `OR` between words alternates.
 * Everything else, FTS5's own operators included, is text to be found. In a script without spaces a word is
 * found wherever it stands.
 * @example
 * parseQuery('"power loss" fsync* -btrfs').match // => '("power loss" AND "fsync" *) NOT "btrfs"'
 * parseQuery('NEAR(').terms // => ['NEAR']
 */
export function parseQuery(input: string): Query {
  const terms: string[] = [];
  const excluded: string[] = [];
  let match = '';
  let or = false;
  for (const [, minus, phrase, word] of input
    .slice(0, 2000)
    .matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    if (word === 'OR' && minus === '' && match !== '') {
      or = true;
      continue;
    }
    const prefix = word?.endsWith('*') ?? false;
    const typed = (phrase ?? word ?? '').normalize('NFKC');
    const words = indexed(typed).match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu);
    if (!words) continue;
    const quoted = `"${words.join(' ')}"${prefix ? ' *' : ''}`;
    if (minus) {
      excluded.push(quoted);
      continue;
    }
    match = match === '' ? quoted : `${match} ${or ? 'OR' : 'AND'} ${quoted}`;
    terms.push((typed.match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu) ?? []).join(' '));
    or = false;
  }
  if (match === '') return { match: '', terms: [] };
  const not = excluded.map((term) => ` NOT ${term}`).join('');
  return { match: `(${match})${not}`, terms };
}

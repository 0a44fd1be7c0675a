import { expect, test } from 'vitest';
import { lineRoles } from './line-role.ts';

/** The roles of lines, joined where several in a row have the same. */
const roles = (...lines: readonly string[]) =>
  lineRoles(lines.join('\n'))
    .map(({ role }) => role)
    .filter((role, i, all) => role !== all[i - 1])
    .join(' ');

test.each<[string, readonly string[], string]>([
  [
    'armour around clear text',
    [
      '-----BEGIN PGP SIGNED MESSAGE-----',
      'Hash: SHA256',
      '',
      'My words.',
      '-----BEGIN PGP SIGNATURE-----',
      'iQEzBAEBCAAdFiEE',
      '-----END PGP SIGNATURE-----',
      'More of mine.',
    ],
    'footer blank own footer own',
  ],
  [
    'what Pipermail took out',
    [
      'My words.',
      '-------------- next part --------------',
      'A non-text attachment was scrubbed...',
      'Name: x.pgp',
      'More of mine.',
    ],
    'own footer own',
  ],
  [
    'what Bugzilla puts above a comment',
    ['--- Comment #3 from Ann Ash <a@example.org> ---', 'My words.'],
    'attribution own',
  ],
  ['a signature', ['My words.', '-- ', 'Ann Ash', 'of Ash Ltd.'], 'own signature'],
  [
    'two hyphens above a sentence',
    ['My words.', '--', 'They go on in a whole sentence that has its stop.'],
    'own rule own',
  ],
  ["a list's footer", ['My words.', '_'.repeat(40), 'The mailing list', 'http://x/'], 'own footer'],
  ['a rule above prose', ['My words.', '_'.repeat(40), 'They go on.'], 'own rule own'],
  ['a rule drawn', ['My words.', '-----', 'They go on.', '***'], 'own rule own rule'],
  ['what was left out', ['My words.', '[...]', 'They go on.'], 'own elision own'],
  ['trailers', ['My words.', '', 'Reviewed-by: Ann Ash <a@example.org>'], 'own blank trailer'],
  ['links', ['My words.', '', '[1] https://example.org/x'], 'own blank reference'],
  ['greetings', ['Hi Bob,', 'My words.', 'Many thanks,'], 'greeting own greeting'],
  ['a line longer than prose', ['x '.repeat(2001)], 'code'],
])('%s', (_, lines, expected) => {
  expect(roles(...lines)).toBe(expected);
});

test('lines keep their place in the body', () => {
  const body = 'Hi,\n\n> Quoted.\nMine.';
  expect(lineRoles(body).map(({ start, end }) => body.slice(start, end))).toEqual(body.split('\n'));
});

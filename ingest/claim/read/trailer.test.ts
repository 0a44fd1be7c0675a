import { expect, test } from 'vitest';
import { trailerClaims } from './trailer.ts';

const bob = { name: 'Bob Noyce', address: 'bob@example.org' };

test('a trailer in the name of its sender takes a side', () => {
  const body =
    'Looks right.\n\nReviewed-by: Bob Noyce <bob@example.org>\nNacked-by: Bob Noyce <bob@example.org>\n';
  const found = trailerClaims(body, bob);
  expect(
    found.map(({ stance, kind, start, end }) => [stance, kind, body.slice(start, end)]),
  ).toEqual([
    ['supports', 'decision', 'Reviewed-by: Bob Noyce <bob@example.org>'],
    ['disputes', 'decision', 'Nacked-by: Bob Noyce <bob@example.org>'],
  ]);
});

test('trailers of others, quoted ones and those of a posted patch take none', () => {
  expect(trailerClaims('Acked-by: Ada Lovelace <ada@example.org>\n', bob)).toEqual([]);
  expect(trailerClaims('> Acked-by: Bob Noyce <bob@example.org>\n', bob)).toEqual([]);
  expect(
    trailerClaims(
      'Acked-by: Bob Noyce <bob@example.org>\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n',
      bob,
    ),
  ).toEqual([]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Builder } from './builder.ts';
import { coded, codedPostings, decoded, decodedPostings } from './codes.ts';
import { leafFile, leafOf, leavesBelow, leavesOf } from './leaves.ts';
import { near } from './near.ts';
import { filesNear, vocabularyFiles } from './vocabulary.ts';

test('numbers and postings come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000)), (numbers) => {
      expect(decoded(coded(numbers))).toEqual(numbers);
    }),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1_000_000)),
      fc.infiniteStream(fc.nat(31)),
      (docs, weights) => {
        const list = docs.sort((a, b) => a - b).flatMap((id) => [id, Number(weights.next().value)]);
        expect(decodedPostings(codedPostings(list))).toEqual(list);
      },
    ),
  );
});

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'z', '9', '_', 'é'),
  minLength: 2,
  maxLength: 6,
});

test('every word is in the file that is asked for it, and all that go on from it in those below', () => {
  const postings = fc.constantFrom('x', 'x'.repeat(9_000), 'x'.repeat(20_000));
  fc.assert(
    fc.property(
      fc.dictionary(word, postings, { maxKeys: 30, noNullPrototype: true }),
      word,
      (all, asked) => {
        const found = leavesOf(new Map(Object.entries(all)));
        const leaves = new Set(found.keys());
        for (const [one, text] of Object.entries(all))
          expect(found.get(leafOf(one, leaves) ?? '')?.get(one)).toBe(text);
        const below = leavesBelow(asked, leaves).flatMap((name) => [
          ...(found.get(name)?.keys() ?? []),
        ]);
        for (const one of Object.keys(all)) if (one.startsWith(asked)) expect(below).toContain(one);
        expect(new Set([...leaves].map(leafFile)).size).toBe(leaves.size);
        for (const words of found.values()) {
          const size = [...words.values()].reduce((sum, text) => sum + text.length, 0);
          if (words.size > 1) expect(size).toBeLessThanOrEqual(16_000);
        }
      },
    ),
  );
});

test('a word one letter away is in a file that is asked for it', () => {
  const some = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(some, some, (a, b) => {
      if (near(a, [b]).length === 0) return;
      expect(filesNear(a).some((file) => vocabularyFiles(b).includes(file))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a search of an archive of 20,000 mails takes less than 200 kB of words', () => {
  const builder = new Builder();
  const doc = { type: 'message' as const, title: 'x', href: '', about: '' };
  // The commonest words of mail stand in half of all mails.
  for (let id = 0; id < 20_000; id++)
    builder.add({
      doc,
      person: `P${id % 900}`,
      text: `patch${id % 2 ? ' error' : ''} patches${id % 7}`,
    });
  const { leaves, head } = builder.done();
  const bytes = (value: unknown) => JSON.stringify(value).length;
  const patch = leavesBelow('patch', new Set(leaves.keys()));
  const files = patch.reduce(
    (sum, name) => sum + bytes(Object.fromEntries(leaves.get(name) ?? [])),
    0,
  );
  expect(files + bytes(head)).toBeLessThan(120_000);
});

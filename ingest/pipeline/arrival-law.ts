import fc from 'fast-check';
import { expect } from 'vitest';
import type { TestStore } from './memory-source.ts';

/**
 * The law of arrival: mails read in one run give the store that they give in any other order and in two
 * runs (invariant 2). For tests.
 */
export async function arrivalLaw(
  store: TestStore,
  mail: fc.Arbitrary<string>,
  { most, numRuns }: { readonly most: number; readonly numRuns: number },
): Promise<void> {
  const arrivals = fc
    .array(mail, { minLength: 1, maxLength: most })
    .chain((mails) =>
      fc.tuple(
        fc.constant(mails),
        fc.shuffledSubarray(mails, { minLength: mails.length }),
        fc.integer({ min: 0, max: mails.length }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(arrivals, async ([mails, shuffled, cut]) => {
      await store.fill(mails);
      const expected = store.digest();
      const runs = [shuffled.slice(0, cut), shuffled.slice(cut)].filter((run) => run.length > 0);
      await store.fill(...runs);
      expect(store.digest()).toBe(expected);
    }),
    { numRuns },
  );
}

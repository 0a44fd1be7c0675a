import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Explored, exploreCrashes } from './explore.ts';
import { type Reading, recoverTiny, subjectOf, transaction } from './fixture/tiny-log.ts';
import type { CrashEvent } from './log.ts';
import type { Tearing } from './media.ts';
import { outcomeOf } from './outcome.ts';

async function explore(
  events: readonly CrashEvent[],
  tearing: Tearing,
  how?: Reading,
  budget = 5000,
): Promise<Explored> {
  const subject = subjectOf(events);
  const [found] = await exploreCrashes([subject], recoverTiny(subject, how), {
    tearings: [tearing],
    budget,
    seed: 1,
  });
  if (!found) throw new Error('nothing explored');
  return found;
}

const outcomesOf = ({ images }: Explored) => new Set(images.map(({ found }) => outcomeOf(found)));
const without = (at: number) => transaction.filter((_, index) => index !== at);
const [logFence, commitWrite, fua, homeFence] = [2, 3, 4, 7];

describe('a log that flushes where it must', () => {
  test.each([64, 512, 4096] as const)(
    'keeps its promise at %i B, in a search that ended',
    async (tearing) => {
      const found = await explore(transaction, tearing);
      expect(found.complete).toBe(true);
      expect([...outcomesOf(found)]).toEqual(['mounted']);
    },
  );

  test('is not searched where nobody reads: the bystander is never forked on', async () => {
    const found = await explore(transaction, 4096);
    expect(found.reachableLog2).toBeGreaterThan(2);
    expect(found.images.length).toBeLessThan(2 ** found.reachableLog2);
  });

  test('is sampled where the budget ends, and says so', async () => {
    const found = await explore(without(logFence), 8, undefined, 20);
    expect(found.complete).toBe(false);
    expect(found.images.length).toBeGreaterThan(20);
  });

  test('is sampled by as much as was asked for', async () => {
    const events = without(logFence);
    const subject = subjectOf(events);
    const limits = { tearings: [8], budget: 40, seed: 1 } as const;
    const imagesOf = async (sample?: number) => {
      const options = sample === undefined ? limits : { ...limits, sample };
      const [found] = await exploreCrashes([subject], recoverTiny(subject), options);
      expect(found?.complete).toBe(false);
      return found?.images.length ?? 0;
    };
    expect(await imagesOf(10)).toBeLessThan(await imagesOf());
  });
});

/** Each a bug of storage or of the harness; the search must find what it breaks. */
const planted: readonly {
  readonly name: string;
  readonly events: readonly CrashEvent[];
  readonly how?: Reading;
  readonly tearing: Tearing;
  readonly finds: string;
}[] = [
  {
    name: 'a flush is dropped before the commit, and no checksum saves it',
    events: without(logFence),
    how: { verifiesChecksum: false, replays: true },
    tearing: 512,
    finds: 'lost',
  },
  {
    name: 'the same flush dropped, the commit acknowledged all the same',
    events: without(logFence),
    tearing: 512,
    finds: 'lost',
  },
  { name: 'FUA is ignored', events: without(fua), tearing: 512, finds: 'lost' },
  {
    name: 'the commit record is never written',
    events: without(commitWrite),
    tearing: 512,
    finds: 'lost',
  },
  {
    name: 'the log is trimmed before home is durable',
    events: without(homeFence),
    tearing: 512,
    finds: 'lost',
  },
  {
    name: 'a log record tears by lines and nobody verifies it',
    events: without(logFence),
    how: { verifiesChecksum: false, replays: true },
    tearing: 64,
    finds: 'broken',
  },
  {
    name: 'home tears and the log is not replayed',
    events: transaction,
    how: { verifiesChecksum: true, replays: false },
    tearing: 64,
    finds: 'broken',
  },
  {
    name: 'recovery does not replay',
    events: transaction,
    how: { verifiesChecksum: true, replays: false },
    tearing: 512,
    finds: 'lost',
  },
  {
    name: 'the promise is made before the commit is written',
    events: [
      ...transaction.slice(0, 3),
      { kind: 'promise' },
      ...transaction.slice(3, 5),
      ...transaction.slice(6),
    ],
    tearing: 512,
    finds: 'lost',
  },
  {
    name: 'all fences are lost',
    events: transaction.filter(({ kind }) => kind !== 'fence' && kind !== 'flush'),
    tearing: 4096,
    finds: 'lost',
  },
];

test.each(planted)('planted: $name', async ({ events, how, tearing, finds }) => {
  expect([...outcomesOf(await explore(events, tearing, how))]).toContain(finds);
});

describe('a log record under a checksum, of lines in any order', () => {
  const torn = without(logFence).slice(0, 5);
  const subject = subjectOf(torn);
  const search = async (verifiesChecksum: boolean, covered: boolean) => {
    const [found] = await exploreCrashes(
      [subject],
      recoverTiny(subject, { verifiesChecksum, replays: true }),
      {
        tearings: [64],
        budget: covered ? 200 : 5000, // the record alone has 256 forms
        seed: 1,
        covered: (_fs, _log, { units }) =>
          covered && units.length > 8 ? [units.map((_, unit) => unit)] : [],
      },
    );
    if (!found) throw new Error('nothing explored');
    return found;
  };

  test('is searched by its forms, with the outcomes of trying all', async () => {
    const [all, forms] = [await search(true, false), await search(true, true)];
    expect([all.complete, forms.complete, forms.merged > 0]).toEqual([true, true, true]);
    expect(outcomesOf(forms)).toEqual(outcomesOf(all));
    expect(forms.images.length).toBeLessThan(all.images.length / 4);
  });

  test('is no class where recovery does not verify it, and the search says that it did not end', async () => {
    expect((await search(false, true)).complete).toBe(false);
  });
});

test('a search that ended has every outcome that trying all images has', async () => {
  const step = fc.constantFrom(...transaction);
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 10 }),
      fc.boolean(),
      async (events, verifiesChecksum) => {
        const how = { verifiesChecksum, replays: true };
        const reduced = await explore(events, 512, how);
        const subject = subjectOf(events);
        const recover = recoverTiny(subject, how);
        // Recovery that claims to read everything is never reduced.
        const [all] = await exploreCrashes(
          [subject],
          async (asked) =>
            (await recover(asked)).map((one) => ({ ...one, read: [[0, 1000]] as const })),
          { tearings: [512], budget: 100_000, seed: 1 },
        );
        expect(reduced.complete && all?.complete).toBe(true);
        expect(outcomesOf(reduced)).toEqual(all ? outcomesOf(all) : new Set());
        expect(reduced.images.length).toBeLessThanOrEqual(all?.images.length ?? 0);
      },
    ),
    { numRuns: 25 },
  );
});

test('the same search twice tries the same images', async () => {
  const keys = async () =>
    (await explore(transaction, 8, undefined, 50)).images.map(({ question }) => question.key);
  expect(await keys()).toEqual(await keys());
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageBytes } from '../fs/page.ts';
import type { Act, Part } from './act.ts';
import { countByRules, type Step } from './fixture/count-by-rules.ts';
import { tallyOf } from './run-application.ts';

const pages = 8;
const touched = fc.uniqueArray(
  fc.record({ page: fc.nat(pages - 1), lines: fc.integer({ min: 1, max: 64 }) }),
  { selector: ({ page }) => page, minLength: 1, maxLength: 4 },
);

test('for one file a count by rules and the file system of the model come to the same', () => {
  fc.assert(
    fc.property(
      fc.array(touched, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('fsync', 'map-sync', 'static-chunk', 'block-flag'),
      (all, approach) => {
        const steps = all.flatMap((stores): Step[] => [
          ...stores.map((store): Step => ({ kind: 'store', ...store })),
          { kind: 'durable' },
        ]);
        const acts = all.flatMap((stores): Act[] => {
          const parts = stores.map(
            ({ page, lines }): Part => ({ file: 0, at: page * pageBytes, bytes: lines * 64 }),
          );
          return [
            ...parts.map((part): Act => ({ kind: 'store', ...part })),
            { kind: 'durable', parts },
          ];
        });
        const { flushes, faults, logForces, fsyncs, dataLines } = tallyOf(
          { layout: () => ({ files: 1, pages, blocks: 40, creates: false }), acts: () => acts },
          { approach },
          1,
          null,
        );
        expect({ flushes, faults, logForces, systemCalls: fsyncs, lines: dataLines }).toEqual(
          countByRules(steps, approach),
        );
      },
    ),
    { seed: 2016 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, type Part, pageBytes } from '../model/application/act.ts';
import { tallyOf } from '../model/application/run-application.ts';
import { account } from './account.ts';
import { durable, store, type Transaction } from './operation.ts';

const pages = 8;
const touched = fc.uniqueArray(
  fc.record({ page: fc.nat(pages - 1), lines: fc.integer({ min: 1, max: 64 }) }),
  { selector: ({ page }) => page, minLength: 1, maxLength: 4 },
);

test('for one file the rules of account.ts and the file system of the model count the same', () => {
  fc.assert(
    fc.property(
      fc.array(touched, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('fsync', 'map-sync', 'static-chunk', 'block-flag'),
      (all, approach) => {
        const transactions = all.map(
          (stores): Transaction => [
            ...stores.map(({ page, lines }) => store(0, page, lines)),
            durable,
          ],
        );
        const acts = all.flatMap((stores): Act[] => {
          const parts = stores.map(
            ({ page, lines }): Part => ({ file: 0, at: page * pageBytes, bytes: lines * 64 }),
          );
          return [
            ...parts.map((part): Act => ({ kind: 'store', ...part })),
            { kind: 'durable', parts },
          ];
        });
        const byRules = account({ prepared: false, transactions }, approach);
        const byModel = tallyOf(
          {
            layout: () => ({ files: 1, pages, blocks: 40, creates: false }),
            acts: () => acts,
          },
          { approach },
          1,
          null,
        );
        expect({
          flushes: byModel.flushes,
          faults: byModel.faults,
          logForces: byModel.logForces,
          calls: byModel.fsyncs,
          lines: byModel.dataLines,
        }).toEqual({
          flushes: byRules.flushes,
          faults: byRules.faults,
          logForces: byRules.logForces,
          calls: byRules.systemCalls,
          lines: byRules.lines,
        });
      },
    ),
    { seed: 2016 },
  );
});

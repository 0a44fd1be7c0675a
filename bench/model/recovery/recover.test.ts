import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approachOf } from '../approach/approaches.ts';
import { explore } from '../explore/explore.ts';
import { allReductions } from '../explore/options.ts';
import type { Operation } from '../fs/operation.ts';
import { crashInvariants } from '../invariant/oracle.ts';
import type { Action } from '../workload/action.ts';
import { worldOf } from '../workload/setting.ts';
import { startMachine } from '../workload/start.ts';

const options = { reductions: allReductions, budget: 200_000 };
const file = fc.nat(1);
const at = fc.nat(9);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('fallocate' as const, 'punch' as const, 'collapse' as const),
    file,
    at,
    length: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('truncate' as const),
    file,
    size: fc.integer({ min: 6, max: 10 }),
  }),
  fc.record({ kind: fc.constantFrom('rename' as const, 'unlink' as const), file, name: fc.nat(3) }),
  fc.record({ from: file, at, toAt: at }).map(({ from, ...blocks }): Operation => {
    return { kind: 'reflink', file: from, to: 1 - from, ...blocks };
  }),
);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: operation.map((o): Action => ({ kind: 'operation', operation: o })) },
  { weight: 2, arbitrary: fc.constant<Action>({ kind: 'force' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ kind: 'checkpoint' }) },
  {
    weight: 2,
    arbitrary: fc.record({ file, offset: fc.nat(5) }).map((cell): Action => {
      return { kind: 'store', cell, value: 20 };
    }),
  },
);

/** Values differ between stores, as the oracle asks. */
function numbered(actions: readonly Action[]): Action[] {
  return actions.map((each, i) => (each.kind === 'store' ? { ...each, value: 17 + i } : each));
}

test.each([
  { metadata: 'wal', journal: 'jbd2' },
  { metadata: 'wal', journal: 'xfs' },
  { metadata: 'cow', journal: 'jbd2' },
])(
  'under $metadata as in $journal every crash of any sequence of operations recovers whole trees after some transaction',
  (setting) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5 }),
        fc.array(action, { minLength: 2, maxLength: 13 }),
        (fanout, actions) => {
          const world = worldOf({ ...setting, fanout }, false);
          const blocks = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((offset) => [
            { file: 0, offset, value: 1 + offset },
            { file: 1, offset, value: 9 + offset },
          ]);
          const program = { names: ['program'], actors: [numbered(actions)] };
          const start = startMachine(world, approachOf('fsync'), blocks, program);
          const { breaches, complete } = explore(world, start, options);
          expect(complete).toBe(true);
          const broken = crashInvariants.filter((_, i) => breaches[i]);
          expect(broken).not.toContain('tree-well-formed');
          expect(broken).not.toContain('operation-atomic');
          expect(broken).not.toContain('mounts');
        },
      ),
      { numRuns: 200, seed: 11 },
    );
  },
);

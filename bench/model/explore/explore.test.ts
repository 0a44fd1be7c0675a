import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approachOf } from '../approach/approaches.ts';
import type { Action } from '../workload/action.ts';
import { worldOf } from '../workload/setting.ts';
import { type Exploration, explore } from './explore.ts';
import { allReductions, type ExploreOptions, type Reductions } from './options.ts';
import { type Scenario, scenarioOf, startOf } from './scenario.ts';

const budget = 200_000;
const options = (off: Partial<Reductions> = {}): ExploreOptions => ({
  reductions: { ...allReductions, ...off },
  budget,
});
const verdict = ({ breaches }: Exploration) => breaches.map((breach) => breach !== null);

const setting = fc.record({
  metadata: fc.constantFrom('wal', 'in-place', 'in-place-unordered', 'cow'),
  journal: fc.constantFrom('jbd2', 'xfs'),
  persistency: fc.constantFrom('adr', 'eadr'),
  approach: fc.constantFrom('fsync', 'map-sync', 'static-chunk', 'block-flag'),
  faultSync: fc.boolean(),
  invalidate: fc.boolean(),
  breakLayouts: fc.boolean(),
  mapping: fc.constantFrom('pte', 'pmd'),
  audited: fc.boolean(),
  tearing: fc.boolean(),
  bug: fc.constantFrom(
    'none',
    'none',
    'user-fence-missing',
    'checksum-ignored',
    'reuse-before-commit',
  ),
});
type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

const cell = fc.record({ file: fc.constant(0), offset: fc.nat(3) });
const shared: fc.Arbitrary<Action> = fc.oneof(
  fc.constant<Action>({ kind: 'force' }),
  fc.record({ at: fc.nat(3) }).map(({ at }): Action => {
    return { kind: 'operation', operation: { kind: 'punch', file: 0, at, length: 1 } };
  }),
  fc.constant<Action>({ kind: 'operation', operation: { kind: 'rename', file: 1, name: 2 } }),
  fc.constant<Action>({ kind: 'operation', operation: { kind: 'unlink', file: 1, name: 1 } }),
  fc.constant<Action>({ kind: 'operation', operation: { kind: 'evict', file: 1 } }),
  fc.nat(3).map((offset): Action => {
    return { kind: 'device', cell: { file: 0, offset }, value: 26 };
  }),
  fc
    .record({ kind: fc.constantFrom('insert' as const, 'collapse' as const), at: fc.nat(3) })
    .map(({ kind, at }): Action => {
      return { kind: 'operation', operation: { kind, file: 0, at, length: 1 } };
    }),
  fc.nat(3).map((size): Action => {
    return { kind: 'operation', operation: { kind: 'truncate', file: 0, size } };
  }),
  fc.constant<Action>({
    kind: 'operation',
    operation: { kind: 'reflink', file: 0, at: 0, to: 1, toAt: 3 },
  }),
  fc.nat(3).map((offset): Action => {
    return { kind: 'store', cell: { file: 0, offset }, value: 25, unaware: true };
  }),
  fc.nat(3).map((offset): Action => {
    return { kind: 'durable', cells: [{ file: 0, offset }], unaware: true };
  }),
);

function scenario(
  given: Setting,
  offset: number,
  other: readonly Action[],
  fine: boolean,
): Scenario {
  const { audited, ...axes } = given;
  const world = { ...worldOf(axes, fine), audited };
  const approach = approachOf(given.approach);
  const at = { file: approach.file(world), offset };
  return {
    world,
    approach,
    initial: [
      { file: 0, offset: 0, value: 1 },
      { file: 0, offset: 1, value: 4 },
      { file: 1, offset: 0, value: 2 },
      { file: 0, offset: 2, value: 3 },
    ],
    program: {
      names: ['program', 'other'],
      actors: [
        [
          { kind: 'store', cell: at, value: 20 },
          { kind: 'durable', cells: [at] },
        ],
        other,
      ],
    },
  };
}

/** WARRANT_MODEL_PROGRAMS=2000 for a longer search than CI has time for. */
test('each reduction, and all of them, keep every verdict', { timeout: 3_600_000 }, () => {
  let broken = 0;
  let held = 0;
  fc.assert(
    fc.property(
      setting,
      cell,
      fc.array(shared, { minLength: 1, maxLength: 2 }),
      (given, { offset }, other) => {
        const run = (off: Partial<Reductions>) => {
          const each = scenario(given, offset, other, off.order === false);
          return explore(each.world, startOf(each), options(off));
        };
        const reduced = run({});
        expect(reduced.complete).toBe(true);
        for (const off of [{ reads: false }, { order: false }, { reads: false, order: false }]) {
          const unreduced = run(off);
          if (!unreduced.complete) continue;
          expect(verdict(unreduced)).toEqual(verdict(reduced));
          if (off.reads === false) expect(unreduced.merged).toBe(0);
        }
        if (verdict(reduced).includes(true)) broken++;
        else held++;
      },
    ),
    { numRuns: Number(process.env['WARRANT_MODEL_PROGRAMS'] ?? 40), seed: 5 },
  );
  expect(Math.min(broken, held)).toBeGreaterThan(3); // both outcomes were compared
});

test('merging machine states keeps every verdict where the interleavings can be listed one by one', () => {
  let compared = 0;
  fc.assert(
    fc.property(setting, cell, (given, { offset }) => {
      const rename: Action = { kind: 'operation', operation: { kind: 'rename', file: 1, name: 2 } };
      const each = scenario(given, offset, [rename], false);
      const merged = explore(each.world, startOf(each), options());
      const listed = explore(each.world, startOf(each), {
        ...options({ states: false }),
        budget: 4_000,
      });
      if (!listed.complete) return;
      compared++;
      expect(listed.machines).toBeGreaterThanOrEqual(merged.machines);
      expect(verdict(listed)).toEqual(verdict(merged));
    }),
    { numRuns: 25, seed: 6 },
  );
  expect(compared).toBeGreaterThan(3);
});

const elsewhere = (off: Partial<Reductions> = {}) =>
  scenarioOf(
    'extent-operation-elsewhere',
    { approach: 'map-sync', metadata: 'in-place' },
    options(off),
  );

test('a budget that is reached is said, and is never exceeded', () => {
  const each = elsewhere();
  const whole = explore(each.world, startOf(each), options());
  const cut = explore(each.world, startOf(each), { ...options(), budget: whole.checked - 1 });
  expect(whole.complete).toBe(true);
  expect(cut.complete).toBe(false);
  expect(cut.checked).toBeLessThan(whole.checked);
});

test('a budget that ends among the images of a graph that is whole is said too', () => {
  const each = elsewhere();
  const under = (limit: number) =>
    explore(each.world, startOf(each), { ...options({ reads: false }), budget: limit });
  const { checked, complete } = under(budget);
  expect(complete).toBe(true);
  expect(under(checked).complete).toBe(true);
  const cut = under(checked - 1);
  expect([cut.graph.complete, cut.complete]).toEqual([true, false]);
});

test('memory that nobody reads is merged, never lost: both ways count the same images', () => {
  const lazy = elsewhere();
  const eager = elsewhere();
  const merged = explore(lazy.world, startOf(lazy), options());
  const listed = explore(eager.world, startOf(eager), options({ reads: false }));
  expect(merged.checked + merged.merged).toBe(listed.checked);
  expect(merged.checked).toBeLessThan(listed.checked);
});

import { describe, expect, test } from 'vitest';
import type { Conditions } from '../../../data/schema/scope.ts';
import { lineBytes } from '../fs/page.ts';
import { applications } from './applications.ts';
import { tallyOf } from './run-application.ts';

const settings: Readonly<Record<string, Conditions>> = {
  'redo-log': { size: 256, batch: 8, commit: 'ordered' },
  'key-value': { size: 1024, batch: 4, mix: 'load' },
  'double-write': { size: 4096, batch: 4 },
  'small-files': { size: 5000 },
  'many-mappings': { mappings: 4, remap: false },
};
const approaches = ['fsync', 'map-sync', 'static-chunk', 'immutable-file', 'block-flag'];

function run(name: string, setting: Conditions) {
  const application = applications[name];
  if (!application) throw new Error(`no application ${name}`);
  return tallyOf(application, { ...settings[name], ...setting }, 1, null);
}

describe.each(Object.keys(applications))('%s', (name) => {
  test.each(approaches)(
    'under %s nothing acknowledged is at risk, and all of it is written',
    (approach) => {
      const tally = run(name, { approach });
      expect(tally.operations).toBeGreaterThan(10);
      expect(tally.linesAtRisk).toBe(0);
      expect(tally.dataLines * lineBytes).toBeGreaterThanOrEqual(tally.payload);
    },
  );

  test('every approach makes the same operations durable', () => {
    const [first, ...others] = approaches.map((approach) => run(name, { approach }));
    for (const other of others) {
      expect([other.operations, other.payload]).toEqual([first?.operations, first?.payload]);
    }
  });

  test.each([
    ['map-sync', 'user-flush-missing'],
    ['map-sync', 'user-fence-missing'],
    ['static-chunk', 'user-flush-missing'],
    ['fsync', 'fsync-flush-missing'],
    ['fsync', 'fsync-fence-missing'],
  ])('%s with %s leaves acknowledged lines at risk', (approach, bug) => {
    expect(run(name, { approach, bug }).linesAtRisk).toBeGreaterThan(0);
  });

  test('equal seeds give equal tallies', () => {
    expect(run(name, { approach: 'fsync' })).toEqual(run(name, { approach: 'fsync' }));
  });
});

test.each([
  ['hole', true],
  ['unwritten', true],
  ['overwrite', false],
])(
  'flushing from user space without a synchronous fault is at risk over a %s: %s',
  (state, risk) => {
    const { linesAtRisk } = run('redo-log', { approach: 'map-sync', faultSync: false, state });
    expect(linesAtRisk > 0).toBe(risk);
  },
);

test('metadata that fsync does not force, or a fault forces too late, puts a new log at risk', () => {
  const forgets = { approach: 'fsync', bug: 'fsync-force-missing' };
  expect(run('redo-log', forgets).linesAtRisk).toBeGreaterThan(0);
  const early = { approach: 'map-sync', bug: 'fault-returns-before-force' };
  expect(run('redo-log', early).linesAtRisk).toBeGreaterThan(0);
});

test('another process takes a fault of its own, but the block is allocated once', () => {
  const [one, four] = [1, 4].map((mappings) =>
    run('many-mappings', { approach: 'map-sync', mappings }),
  );
  expect(four?.logForces).toBe(one?.logForces);
  expect(four?.faults).toBe(4 * (one?.faults ?? 0));
});

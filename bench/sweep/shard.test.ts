import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadExperiment } from '../explore/load-experiment.ts';
import { planOf } from './plan.ts';
import { parseShard, partsOfShard } from './shard.ts';

const root = process.cwd();

test('every part falls to exactly one shard', () => {
  const experiment = loadExperiment('append-pointer', root, root);
  const plan = planOf(root, { experiment, substrate: 'model', quick: false, command: '' });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (of) => {
      const dealt = Array.from({ length: of }, (_, index) =>
        partsOfShard(plan, { number: index + 1, of }),
      ).flat();
      expect([...dealt].sort((a, b) => a - b)).toEqual([...plan.parts.keys()]);
    }),
  );
});

test.each(['', '1', '0/4', '5/4', '1/257', '1/4/2', 'a/b', '-1/2'])(
  'refuses the shard %j',
  (text) => {
    expect(() => parseShard(text)).toThrow(/give I\/N|--shard/);
  },
);

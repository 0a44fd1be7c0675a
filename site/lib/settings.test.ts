import { expect, test } from 'vitest';
import { split } from './settings.ts';

test('what all rows share is said once, the rest are axes in order of appearance', () => {
  expect(
    split([
      { fs: 'ext4', size: 64, batch: 1 },
      { fs: 'xfs', size: 64 },
    ]),
  ).toEqual({ shared: { size: 64 }, axes: ['fs', 'batch'] });
});

test('one row alone keeps its settings in columns', () => {
  expect(split([{ fs: 'ext4' }])).toEqual({ shared: {}, axes: ['fs'] });
  expect(split([])).toEqual({ shared: {}, axes: [] });
});

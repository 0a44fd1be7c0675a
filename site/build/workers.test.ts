import { expect, test } from 'vitest';
import { runWorkers } from './workers.ts';

test('a worker that fails makes the build fail', async () => {
  const work = {
    apart: { whole: [], split: [] },
    entry: 'file:///absent/prerender-entry.mjs',
    out: '',
    home: '',
    pages: new Map(),
  };
  await expect(runWorkers(2, work)).rejects.toThrow('prerender-entry');
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { laboratoryHere } from './fixture/laboratory-here.ts';
import type { Operation } from './sequence.ts';
import { sweep } from './sweep.ts';

const laboratory = await laboratoryHere();
const lacking = typeof laboratory === 'string' ? laboratory : null;
const replaced: readonly Operation[] = ['write B n 8', 'rename B A'].map((words) => ({
  name: words,
  words,
}));

describe.skipIf(lacking !== null)(`a disk${lacking ? ` (${lacking})` : ''}`, () => {
  test('a rename without fsync leaves an empty file on ext4 with noauto_da_alloc', async () => {
    if (typeof laboratory === 'string') return;
    const { sequences, refused } = await sweep({
      ...laboratory.options,
      kernel: '6.1',
      disk: { fs: 'ext4', mkfs: '', options: 'noauto_da_alloc' },
      sequences: [replaced],
      budget: 64,
      keep: mkdtempSync(join(tmpdir(), 'warrant-test-')),
      command: 'test',
    });
    expect(refused).toEqual([]);
    expect(sequences[0]?.complete).toBe(true);
    expect(sequences[0]?.found.map(({ state }) => state)).toContain('A:1:- C:1:c8');
    expect(sequences[0]?.outcomes.mounted).toBe(sequences[0]?.images);
  });
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../data/schema/sequences.ts';
import { laboratoryHere } from './fixture/laboratory-here.ts';
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
      depth: 0,
      keep: mkdtempSync(join(tmpdir(), 'warrant-test-')),
      command: 'test',
    });
    expect(refused).toEqual([]);
    expect(sequences[0]?.complete).toBe(true);
    expect(sequences[0]?.found.map(({ state }) => state)).toContain('A:1:- C:1:c8');
    expect(sequences[0]?.outcomes.mounted).toBe(sequences[0]?.images);
  });

  // Without barriers recovery empties the journal before what it replayed is on the disk
  // (fs/jbd2/recovery.c: jbd2_journal_recover flushes only with JBD2_BARRIER).
  test.each([
    ['as it is', 'rw', [], true],
    // More is undecided than the budget holds, and the search says so.
    ['that drops its flush', 'barrier=0', ['fsync A'], false],
  ])('a crash during a recovery %s', async (_, recovery, broken, complete) => {
    if (typeof laboratory === 'string') return;
    const { sequences } = await sweep({
      ...laboratory.options,
      kernel: '6.1',
      disk: { fs: 'ext4', mkfs: '', options: '' },
      sequences: [['append A n 8', 'fsync A'].map((words) => ({ name: words, words }))],
      budget: 64,
      depth: 1,
      recovery,
      keep: mkdtempSync(join(tmpdir(), 'warrant-test-')),
      command: 'test',
    });
    const [found] = sequences;
    expect(found?.broken).toEqual([]);
    expect([found?.complete, found?.again?.complete]).toEqual([true, complete]);
    expect(found?.again?.images).toBeGreaterThan(found?.again?.recoveries ?? 0);
    expect([...new Set(found?.again?.broken.map(({ operation }) => operation))]).toEqual(broken);
  });
});

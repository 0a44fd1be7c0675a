import { describe, expect, test } from 'vitest';
import { exploreCrashes } from './explore.ts';
import { laboratoryHere } from './fixture/laboratory-here.ts';
import { recordSequences } from './record-sequences.ts';
import { recoverIn } from './recover.ts';

const laboratory = await laboratoryHere();
const lacking = typeof laboratory === 'string' ? laboratory : null;

describe.skipIf(lacking !== null)(`recovery${lacking ? ` (${lacking})` : ''}`, () => {
  test('reads, writes and leaves the same in copies of a guest that boots anew', async () => {
    if (typeof laboratory === 'string') return;
    const { sequences } = await recordSequences(laboratory, { fs: 'ext4', mkfs: '', options: '' }, [
      ['write B n 8', 'fsync B', 'rename B A'].map((words) => ({ name: words, words })),
    ]);
    const subjects = sequences.map(({ subject }) => subject);
    const search = () =>
      exploreCrashes(subjects, recoverIn({ ...laboratory, booted: new Map() }, subjects), {
        tearings: [4096],
        budget: 64,
        seed: 1,
      });
    const [first, second] = [await search(), await search()];
    expect(first[0]?.images.length).toBeGreaterThan(16);
    expect(second).toEqual(first);
  });
});

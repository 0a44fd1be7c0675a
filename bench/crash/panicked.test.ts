import { describe, expect, test } from 'vitest';
import { lineSize, pageSize } from '../machine/page.ts';
import { laboratoryHere } from './fixture/laboratory-here.ts';
import { imageKey } from './image.ts';
import { baseAt, type CrashLog } from './log.ts';
import { outcomeOf } from './outcome.ts';
import { recordSequences } from './record-sequences.ts';
import { recoverIn } from './recover.ts';

const laboratory = await laboratoryHere();
const lacking = typeof laboratory === 'string' ? laboratory : null;

/** Where the journal's inode lies, which the mount reads before it replays: bg_inode_table_lo in block 1, inode 8 of 256 bytes. */
function journalInode({ base }: Pick<CrashLog, 'base'>): number {
  const table = base.get(pageSize)?.readUInt32LE(8) ?? 0;
  return table * pageSize + 7 * 256;
}

describe.skipIf(lacking !== null)(`a recovery that panics${lacking ? ` (${lacking})` : ''}`, () => {
  test("is an outcome with the kernel's own words, and the images beside it are recovered", async () => {
    if (typeof laboratory === 'string') return;
    const { sequences } = await recordSequences(laboratory, { fs: 'ext4', mkfs: '', options: '' }, [
      [{ name: 'create B', words: 'write B n 8' }],
    ]);
    const [recorded] = sequences;
    if (!recorded) throw new Error('nothing was recorded');
    const subject = { ...recorded.subject, options: 'errors=panic' };
    const at = journalInode(subject.log);
    const torn = Buffer.from(baseAt(subject.log, at, lineSize));
    torn[0] = (torn[0] ?? 0) ^ 1; // its checksum is wrong now, and the mount an error
    const ask = (image: ReadonlyMap<number, Buffer>) => ({
      subject: 0,
      question: { key: imageKey(image, 0), image, promised: 0 },
    });
    const found = await recoverIn(laboratory, [subject])([
      ask(new Map()),
      ask(new Map([[at, torn]])),
      ask(new Map()),
    ]);
    expect(found.map(outcomeOf)).toEqual(['mounted', 'panicked', 'mounted']);
    const words = found[1]?.words.join('\n');
    expect(words).toMatch(/inode #8.*checksum invalid/);
    expect(words).toMatch(/^Kernel panic - not syncing: .*panic forced after error/m);
  });
});

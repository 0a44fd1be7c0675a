import { chunks } from '../../data/schema/chunks.ts';
import { bootRecovery } from './boot-recovery.ts';
import type { Asked, Subject } from './explore.ts';
import { type Laboratory, regions } from './laboratory.ts';
import { recoveryFiles } from './recovery-files.ts';
import { recordingsIn } from './split-log.ts';

/** Room for the log of one guest, MiB; and images that it surely holds: 5.4 MiB are logged of one on XFS. */
const logMebibytes = 768;
const perGuest = 100;
const [device] = regions;

/**
 * Has images recovered on a logged disk, and returns what each recovery wrote and flushed as something to
 * be crashed in turn: its base is the image, and what was promised before the first crash stays promised.
 * Null where recovery wrote nothing.
 */
export async function recordRecoveries(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
): Promise<(Subject | null)[]> {
  const found: (Subject | null)[] = [];
  for (const some of chunks(asked, perGuest))
    found.push(...(await recordSome(laboratory, subjects, some)));
  return found;
}

async function recordSome(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
): Promise<(Subject | null)[]> {
  const notes = (device ?? 0) * 2 ** 20 - 4096;
  const { region, serial } = await bootRecovery(laboratory, {
    regions: [...regions, logMebibytes],
    take: 2,
    notes: `/dev/dm-0 ${notes}\n`,
    files: recoveryFiles(laboratory.machines, subjects, asked, '/dev/dm-1'),
  });
  const recorded = new Map(recordingsIn(region, notes).map((one) => [one.id, one]));
  return asked.map(({ subject, question }, id) => {
    const first = subjects[subject];
    const second = recorded.get(id);
    if (!first || !second)
      throw new Error(`recovery ${id} was not recorded: ${serial.slice(-1500)}`);
    const { base, events } = second;
    if (!events.some(({ kind }) => kind === 'write')) return null;
    const kept = first.promises.slice(0, question.promised);
    const promised = kept.map(() => ({ kind: 'promise' }) as const);
    return { ...first, promises: kept, log: { base, events: [...promised, ...events] } };
  });
}

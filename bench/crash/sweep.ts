import type { Operation } from '../../data/schema/sequences.ts';
import type { Survival } from '../../data/schema/survival.ts';
import { crashAgain, type RecordRecoveries } from './crash-again.ts';
import { type ExploreOptions, exploreCrashes, type Subject, type Tried } from './explore.ts';
import { type Finding, failing, keepFailing } from './keep-failing.ts';
import { type LaboratoryOptions, prepare, toolsOf } from './laboratory.ts';
import type { Disk } from './record-disk.ts';
import { recordRecoveries } from './record-recoveries.ts';
import { recordSequences, type Sequence } from './record-sequences.ts';
import { recoverIn } from './recover.ts';
import { survivalOf } from './survival.ts';
import { brokenSyncs } from './sync-promise.ts';

export interface SweepOptions extends LaboratoryOptions {
  readonly kernel: string;
  readonly disk: Disk;
  readonly sequences: readonly (readonly Operation[])[];
  readonly budget: number;
  readonly command: string;
  /** Crashes after the first, during the recovery from it; 0 for none. */
  readonly depth: number;
  /** Mount options of recovery where they are not those of the recording. */
  readonly recovery?: string;
  /** Folder for failing images. */
  readonly keep: string;
  /** Indexes of the sequences that are crashed, all being recorded; absent for all. */
  readonly only?: readonly number[];
  /** Another way to record, or what was recorded before. */
  readonly record?: typeof recordSequences;
}

/** A disk's write unit: what NVMe and SCSI promise for a format of 4 KiB blocks. */
const tearing = 4096;

/** Runs sequences on a file system, crashes each everywhere, and says what was found. */
export async function sweep(options: SweepOptions): Promise<Survival> {
  const laboratory = await prepare(options.kernel, [options.disk.fs], options);
  const record = options.record ?? recordSequences;
  const { sequences: all, refused } = await record(laboratory, options.disk, options.sequences);
  options.progress?.(`crash: ${all.length} sequences recorded`);
  const only = options.only?.map((index) => options.sequences[index]);
  const sequences = all.filter(({ operations }) => only?.includes(operations) ?? true);
  const subjects = sequences.map(({ subject }) => ({
    ...subject,
    options: options.recovery ?? subject.options,
  }));
  const search: ExploreOptions = {
    tearings: [tearing],
    budget: options.budget,
    seed: 1,
    ...(options.progress ? { progress: options.progress } : {}),
  };
  const recoverOf = (of: readonly Subject[]) => recoverIn(laboratory, of);
  const explored = await exploreCrashes(subjects, recoverOf(subjects), search);
  const recoveries: RecordRecoveries = (of, asked) => recordRecoveries(laboratory, of, asked);
  const tools = { record: recoveries, recoverOf };
  const again = await crashAgain(subjects, explored, options.depth, tools, search);
  for (const each of explored) {
    const [subject, sequence] = [subjects[each.subject], sequences[each.subject]];
    const title = sequence?.operations.map(({ name }) => name).join(', ') ?? '';
    if (subject && sequence) {
      const odd: Finding = (tried) =>
        failing(tried) ?? brokenSync(sequence, tried) ?? neverSeen(sequence, tried);
      keepFailing(options.keep, options.kernel, title, subject, each, odd);
    }
  }
  return {
    schemaVersion: 1,
    kernel: options.kernel,
    fs: options.disk.fs,
    mkfs: options.disk.mkfs,
    options: options.disk.options,
    tearing,
    budget: options.budget,
    command: options.command,
    tools: toolsOf(laboratory),
    sequences: explored.flatMap((each, index) => {
      const sequence = sequences[each.subject];
      const crashed = again[index];
      const deeper = crashed && options.depth > 0 ? { depth: options.depth, crashed } : undefined;
      return sequence ? [survivalOf(sequence, each, deeper)] : [];
    }),
    refused,
  };
}

function brokenSync({ operations, prefixes }: Sequence, { question, found }: Tried): string | null {
  const state = found.kept[0];
  if (state === undefined) return null;
  const broken = brokenSyncs(operations, prefixes, question.promised, state);
  return broken.length === 0 ? null : `${broken.join(', ')} is not kept, found ${state}`;
}

/** A state that the program never had is worth a look, whether or not anything promised otherwise. */
function neverSeen({ prefixes }: Sequence, { found }: Tried): string | null {
  const state = found.kept[0];
  return state === undefined || prefixes.includes(state) ? null : `found ${state}`;
}

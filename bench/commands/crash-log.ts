import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault, messageOf } from '../../data/schema/fault.ts';
import { eventsOf, logEntries } from '../crash/dm-log-writes.ts';
import { exploreCrashes, type Subject } from '../crash/explore.ts';
import { keepFailing } from '../crash/keep-failing.ts';
import { prepare } from '../crash/laboratory.ts';
import type { CrashEvent } from '../crash/log.ts';
import { outcomeOf } from '../crash/outcome.ts';
import { recoverIn } from '../crash/recover.ts';
import { diskOf, laboratoryOptions } from './crash-options.ts';

/** Searches a log that dm-log-writes or QEMU's blklogwrites made elsewhere, from an empty device. */
export const crashLog: Command['run'] = async ({ values, positionals, io }) => {
  const [name] = positionals;
  if (!name) throw new Fault('usage', 'crash log: no file named', 'name a log of dm-log-writes');
  const { disk, kernel, budget } = diskOf(values, io);
  const events = eventsIn(resolve(io.cwd, name));
  const size = sizeOf(events);
  const subject: Subject = {
    fs: disk.fs,
    size,
    options: disk.options || 'rw',
    // Before the first flush after mkfs there is no file system to recover.
    log: { base: new Map(), events },
    promises: [],
    oracle: ['/crash', 'state', '.'],
  };
  const laboratory = await prepare(kernel, [disk.fs], laboratoryOptions(io));
  const [explored] = await exploreCrashes([subject], recoverIn(laboratory, [subject]), {
    tearings: [4096],
    budget,
    seed: 1,
    progress: (line) => io.err(`${line}\n`),
  });
  if (!explored) throw new Error('nothing explored');
  const kept = keepFailing(join(io.root, 'build/crash/log'), kernel, name, subject, explored);
  const counts = Object.groupBy(explored.images, ({ found }) => outcomeOf(found));
  io.out(
    `${JSON.stringify({
      schemaVersion: 1,
      log: name,
      crashPoints: explored.points,
      complete: explored.complete,
      images: explored.images.length,
      outcomes: Object.fromEntries(
        Object.entries(counts).map(([kind, all]) => [kind, all?.length ?? 0]),
      ),
      kept,
    })}\n`,
  );
  return exitCode.done;
};

function eventsIn(file: string): CrashEvent[] {
  try {
    return [...logEntries(readFileSync(file))].flatMap(eventsOf);
  } catch (caught) {
    throw new Fault('inputRefused', `${file}: ${messageOf(caught)}`, 'name a log of dm-log-writes');
  }
}

/** Whole mebibytes that hold every write; the guest has room for 256. */
function sizeOf(events: readonly CrashEvent[]): number {
  const end = events.reduce(
    (most, event) =>
      event.kind === 'write' ? Math.max(most, event.at + event.bytes.length) : most,
    1,
  );
  const size = Math.ceil(end / (1 << 20)) * (1 << 20);
  if (size > 256 << 20)
    throw new Fault(
      'inputRefused',
      `the log writes to a device of ${size >> 20} MiB`,
      'log a device of 256 MiB at most',
    );
  return size;
}

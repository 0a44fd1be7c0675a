import { availableParallelism } from 'node:os';
import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { exploreCrashes } from '../crash/explore.ts';
import { type Measured, prepare, quick } from '../crash/laboratory.ts';
import { outcomeOf } from '../crash/outcome.ts';
import { recordSequences } from '../crash/record-sequences.ts';
import { recoverIn } from '../crash/recover.ts';
import { sequenceSets } from '../crash/sequence.ts';
import { processorTicks } from '../guest/execute.ts';
import { diskOf, laboratoryOptions } from './crash-options.ts';

/** How fast short sequences are searched on one file system, what that takes, and what bounds it. */
export const crashSpeed: Command['run'] = async ({ values, io }) => {
  const { disk, kernel, budget } = diskOf(values, io);
  const boots: Measured[] = [];
  const laboratory = await prepare(kernel, [disk.fs], {
    ...laboratoryOptions(io),
    measured: (boot) => boots.push(boot),
  });
  const { sequences } = await recordSequences(laboratory, disk, sequenceSets(io.root).short);
  const subjects = sequences.map(({ subject }) => subject);
  const started = performance.now();
  const before = processorSeconds();
  const explored = await exploreCrashes(subjects, recoverIn(laboratory, subjects), {
    tearings: [4096],
    budget,
    seed: 1,
    progress: (line) => io.err(`${line}\n`),
  });
  const seconds = (performance.now() - started) / 1000;
  const processor = processorSeconds() - before;
  const tried = explored.flatMap((one) =>
    one.images.map((image) => ({ of: one.subject, ...image })),
  );
  const reachable = explored.reduce((sum, { reachableLog2 }) => sum + 2 ** reachableLog2, 0);
  const sum = (pick: (boot: Measured) => number) =>
    boots.reduce((all, boot) => all + pick(boot), 0);
  const [images, checking] = [sum((boot) => boot.images), sum((boot) => boot.checkMs) / 1000];
  const millions = (ns: number) => Math.round(ns / 2 ** quick.shift / 1e6);
  const report = {
    schemaVersion: 1,
    command: `./warrant crash speed --fs ${disk.fs} --kernel ${kernel}`,
    processors: availableParallelism(),
    images: { recovered: images, distinct: tried.length, reachable },
    removedByReduction: 1 - tried.length / reachable,
    distinctStates: new Set(tried.map(({ of, found }) => `${of} ${found.state}`)).size,
    distinctOutcomes: new Set(
      tried.map(({ of, found }) => `${of} ${outcomeOf(found)} ${found.kept.join()}`),
    ).size,
    imagesPerSecond: images / seconds,
    imagesPerProcessorSecond: images / processor,
    seconds: { all: seconds, processor, checking },
    guests: boots.length,
    checks: sum((boot) => boot.checks),
    millionInstructions: {
      perBoot: millions(sum((boot) => boot.bootNs) / boots.length),
      perImage:
        Math.round((sum((boot) => boot.recoveryNs) / 2 ** quick.shift / images / 1e6) * 10) / 10,
    },
  };
  io.out(`${JSON.stringify(report, null, 1)}\n`);
  return exitCode.done;
};

/** Of this process and of all that it has started and that have ended. */
const processorSeconds = (): number =>
  (processorTicks('self') ?? []).reduce((sum, ticks) => sum + ticks, 0) / 100;

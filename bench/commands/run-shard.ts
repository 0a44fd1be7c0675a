import type { Io, OptionValues } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { ExitCode } from '../../data/schema/fault.ts';
import type { Run } from '../../data/schema/run.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { doPart } from '../sweep/part.ts';
import { writePart } from '../sweep/part-files.ts';
import { planOf } from '../sweep/plan.ts';
import { parseShard, partsOfShard } from '../sweep/shard.ts';
import { outFolder, reproduces, runOptions } from './chosen.ts';
import { tellLost } from './tell-lost.ts';

/** `bench run --shard I/N`: does this shard's parts and writes them as files for `bench merge`. */
export async function runShard(
  experiments: readonly Experiment[],
  substrate: Scope,
  given: string,
  values: OptionValues,
  io: Io,
): Promise<ExitCode> {
  const shard = parseShard(given);
  const quick = values['quick'] === true;
  const folder = outFolder(values, io, 'parts');
  const runs: Run[] = [];
  for (const experiment of experiments) {
    const command = reproduces(experiment, substrate, quick);
    const plan = planOf(io.root, { experiment, substrate, quick, command });
    for (const index of partsOfShard(plan, shard)) {
      const name = `${experiment.id}, part ${index} of ${plan.parts.length}`;
      const part = await doPart(plan, index, {
        ...runOptions(experiment, substrate, quick, io),
        progress: (line) => io.err(`${name}: ${line}\n`),
      });
      io.out(`${writePart(folder, part)}\n`);
      runs.push(part.run);
    }
  }
  return tellLost(runs, io);
}

import type { Command, OptionValues } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { planOf } from '../sweep/plan.ts';
import { mostShards } from '../sweep/shard.ts';
import { chosen, reproduces, scopeOf } from './chosen.ts';

/** One job of a matrix: a shard of an experiment's sweep, and the command that does it. */
interface ShardJob {
  readonly experiment: string;
  readonly substrate: string;
  readonly shard: string;
  readonly command: string;
}

/**
 * `warrant bench plan`: the sweep as shards. One command a line, as GNU parallel takes it, or with
 * `--json` the `strategy.matrix` of a GitHub workflow. No shard is empty.
 */
export const benchPlan: Command['run'] = async ({ values, positionals, io }) => {
  const substrate = scopeOf(values['substrate'] ?? 'model');
  const quick = values['quick'] === true;
  const include = chosen(positionals, substrate, io).flatMap((experiment): ShardJob[] => {
    const command = reproduces(experiment, substrate, quick);
    const { parts } = planOf(io.root, { experiment, substrate, quick, command });
    const of = Math.min(shardsOf(values), parts.length);
    return Array.from({ length: of }, (_, index) => {
      const shard = `${index + 1}/${of}`;
      return {
        experiment: experiment.id,
        substrate,
        shard,
        command: `${command} --shard ${shard}`,
      };
    });
  });
  if (values['json'] === true) io.out(jsonDocument({ schemaVersion: 1, include }));
  else for (const { command } of include) io.out(`${command}\n`);
  return exitCode.done;
};

function shardsOf(values: OptionValues): number {
  const shards = Number(values['shards'] ?? 4);
  if (Number.isInteger(shards) && shards >= 1 && shards <= mostShards) return shards;
  throw new Fault(
    'usage',
    `bench plan: --shards ${String(values['shards'])}`,
    `give a number from 1 to ${mostShards}`,
  );
}

import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { planOf } from '../sweep/plan.ts';
import { mostShards } from '../sweep/shard.ts';
import { chosen, reproduces, scopeOf, wholeNumber } from './chosen.ts';

/**
 * `warrant bench plan`: the sweep as shards. One command a line, as GNU parallel takes it, or with
 * `--json` the `strategy.matrix` of a GitHub workflow. No shard is empty.
 */
export const benchPlan: Command['run'] = async ({ values, positionals, io }) => {
  const substrate = scopeOf(values['substrate'] ?? 'model');
  const quick = values['quick'] === true;
  const shards = wholeNumber('bench plan: --shards', values['shards'], [1, mostShards], 4);
  const include = chosen(positionals, substrate, io).flatMap((experiment) => {
    const command = reproduces(experiment, substrate, quick);
    const { parts } = planOf(io.root, { experiment, substrate, quick, command });
    const of = Math.min(shards, parts.length);
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

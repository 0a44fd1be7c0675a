import { resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { writeRun, writeTrace } from '../evidence/runs/run-store.ts';
import { gather } from '../sweep/gather.ts';
import { readParts } from '../sweep/part-files.ts';
import { outFolder } from './chosen.ts';
import { tellLost } from './tell-lost.ts';

/** `warrant bench merge DIR…`: puts the parts of shards together as runs. */
export const benchMerge: Command['run'] = async ({ values, positionals, io }) => {
  if (positionals.length === 0) {
    throw new Fault('usage', 'bench merge: no folder named', 'name the folders of the parts');
  }
  const folder = outFolder(values, io, 'results');
  const parts = readParts(positionals.map((name) => resolve(io.cwd, name)));
  if (parts.length === 0) {
    throw new Fault('inputRefused', 'bench merge: no parts there', 'make some: bench run --shard');
  }
  // Every plan is put together before the first is written: a missing part leaves nothing behind.
  const finished = [...Map.groupBy(parts, ({ plan }) => plan.id).values()].flatMap((group) =>
    group[0] ? [gather(group[0].plan, group)] : [],
  );
  for (const { run, traces } of finished) {
    for (const trace of traces) writeTrace(folder, trace);
    const file = writeRun(folder, run);
    if (values['json'] !== true) io.out(`${file}\n`);
  }
  if (values['json'] === true) {
    io.out(jsonDocument({ schemaVersion: 1, runs: finished.map(({ run }) => run) }));
  }
  return tellLost(
    finished.map(({ run }) => run),
    io,
  );
};

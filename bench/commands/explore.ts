import { resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { nameTraces } from '../explore/name-traces.ts';
import { writeTraces } from '../explore/write-traces.ts';
import { runSetting } from '../model/run-experiment.ts';
import { settings } from '../model/settings.ts';

export const command: Command = {
  usage: 'EXPERIMENT [--json] [--quick] [--out FOLDER]',
  summary: 'explore the crash states of a model experiment and print what holds',
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    out: { type: 'string' },
  },
  async run({ values, positionals, io }) {
    const [name] = positionals;
    if (!name) throw new Fault('usage', 'explore: no experiment named', 'see ./warrant bench list');
    const experiment = loadExperiment(name, io.root, io.cwd);
    for (const setting of settings(experiment, { quick: values['quick'] === true })) {
      const { explorations, traces } = nameTraces(runSetting(experiment, setting));
      if (values['out']) writeTraces(resolve(io.cwd, String(values['out'])), traces);
      for (const exploration of explorations) io.out(ndjsonLine(exploration));
    }
    return exitCode.done;
  },
};

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { canonicalJson } from '../../data/schema/canonical.ts';
import type { Command, Io, OptionValues } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import type { Exploration } from '../../data/schema/run.ts';
import { checkExperiment } from '../explore/check-experiment.ts';
import { exploreSettings } from '../explore/explore-settings.ts';
import { locateExperiment } from '../explore/load-experiment.ts';
import { type NamedOutcome, nameTraces } from '../explore/name-traces.ts';
import { writeTraces } from '../explore/write-traces.ts';
import { allReductions, type Reductions } from '../model/explore/options.ts';
import { settings } from '../model/settings.ts';
import { runOptions, wholeNumber } from './chosen.ts';
import { runnerOf } from './run-queued.ts';

export const command: Command = {
  usage:
    'EXPERIMENT [--json] [--quick] [--workers N] [--no-reduce reads|states|order…] [--out FOLDER] [--perfetto] [--queue URL [--check]]',
  summary: 'explore every crash state of a model experiment; print what holds',
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    workers: { type: 'string' },
    'no-reduce': { type: 'string', multiple: true },
    out: { type: 'string' },
    perfetto: { type: 'boolean' },
    queue: { type: 'string' },
    check: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    const [name] = positionals;
    if (!name) throw new Fault('usage', 'explore: no experiment named', 'see ./warrant bench list');
    const { experiment, file } = locateExperiment(name, io.root, io.cwd);
    checkExperiment(experiment, file, io.root);
    const { explorations, traces, summary } =
      values['queue'] === undefined
        ? await exploredHere(experiment, values, io)
        : await exploredElsewhere(experiment, values, io);
    if (values['out']) {
      writeTraces(resolve(io.cwd, String(values['out'])), traces, values['perfetto'] === true);
    }
    for (const exploration of explorations) {
      io.out(values['json'] === true ? ndjsonLine(exploration) : `${plain(exploration)}\n`);
    }
    io.err(`${summary}\n`);
    return exitCode.done;
  },
};

interface Explored extends NamedOutcome {
  readonly summary: string;
}

async function exploredHere(
  experiment: Experiment,
  values: OptionValues,
  io: Io,
): Promise<Explored> {
  const chosen = settings(experiment, { quick: values['quick'] === true });
  const outcomes = await exploreSettings(experiment, chosen, {
    workers: wholeNumber('explore: --workers', values['workers'], [1, 256], availableParallelism()),
    reductions: reductionsOf(values),
    signal: io.signal,
    progress: (done, of) => {
      if (io.terminal) io.err(`\r${experiment.id}: ${done} of ${of} settings`);
    },
  });
  if (io.terminal) io.err('\n');
  const named = outcomes.map(nameTraces);
  const sum = (of: 'checked' | 'merged') => outcomes.reduce((n, { counted }) => n + counted[of], 0);
  return {
    explorations: named.flatMap(({ explorations }) => explorations),
    traces: named.flatMap(({ traces }) => traces),
    summary: `${chosen.length} settings, ${sum('checked')} crash states checked, ${sum('merged')} merged`,
  };
}

/** On the workers of a queue, as the run that `bench run` makes of the same settings. */
async function exploredElsewhere(
  experiment: Experiment,
  values: OptionValues,
  io: Io,
): Promise<Explored> {
  const local = ['workers', 'no-reduce'].find((option) => values[option] !== undefined);
  if (local !== undefined) {
    throw new Fault(
      'usage',
      `explore: --${local} has no meaning with --queue`,
      'leave one of them out',
    );
  }
  const quick = values['quick'] === true;
  const options = runOptions(experiment, 'model', quick, io);
  const { run, traces } = await runnerOf(values)(experiment, 'model', options);
  // A file of a run has the axes in the order of their names; here they stand in the experiment's.
  const asAsked = new Map(
    settings(experiment, { quick }).map((setting) => [canonicalJson(setting), setting]),
  );
  const explorations = run.explorations.map((one) => ({
    ...one,
    conditions: asAsked.get(canonicalJson(one.conditions)) ?? one.conditions,
  }));
  return { explorations, traces, summary: `${traces.length} counterexamples` };
}

function reductionsOf(values: OptionValues): Reductions {
  const off = [values['no-reduce'] ?? []].flat().flatMap((names) => String(names).split(','));
  const unknown = off.find((name) => !Object.hasOwn(allReductions, name));
  if (unknown !== undefined) {
    throw new Fault(
      'usage',
      `explore: --no-reduce ${unknown}`,
      `give ${Object.keys(allReductions).join(', ')}`,
    );
  }
  return {
    reads: !off.includes('reads'),
    states: !off.includes('states'),
    order: !off.includes('order'),
  };
}

function plain({
  conditions,
  invariant,
  holds,
  states,
  complete,
  counterexample,
}: Exploration): string {
  const setting = Object.entries(conditions).map(([axis, value]) => `${axis}=${value}`);
  const verdict = holds ? 'holds ' : 'BROKEN';
  const bound = complete ? '' : ', budget reached';
  const trace = counterexample ? ` ${counterexample}` : '';
  return `${verdict} ${invariant} (${states} states${bound}) ${setting.join(' ')}${trace}`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readCatalogue } from '../evidence/catalogue.ts';
import { readRuns } from '../evidence/runs/run-store.ts';
import { explore } from '../model/litmus/explore.ts';
import { exploreEveryState } from '../model/litmus/graph.ts';
import { readX86 } from '../model/litmus/read.ts';
import { runProgram } from '../model/litmus/run.ts';
import { hunt } from '../model/mutant/hunt.ts';
import { mutants } from '../model/mutant/mutants.ts';
import { mutantPage } from '../model/mutant/table.ts';
import { runSetting } from '../model/run-experiment.ts';
import { programs } from '../reference/arbitrary.ts';
import { referenceStates } from '../reference/reference.ts';

/**
 * The quick part of what CI asks of the model, in one process: exits with 1 at the first thing that is not
 * as committed: litmus files, planted bugs, generated programs against both other searches, explorations.
 */
const root = process.cwd();

function litmusFiles(): boolean {
  const folder = join(root, 'data/litmus');
  const files = readdirSync(folder).filter((name) => name.endsWith('.litmus'));
  return files.every((name) => {
    const outcome = runProgram(readX86(readFileSync(join(folder, name), 'utf8')));
    return outcome.kind === 'explored' && outcome.expected === true;
  });
}

function generatedPrograms(): boolean {
  return fc.sample(programs, { numRuns: 150, seed: 2016 }).every((program) => {
    const states = explore(program).states.join(' ');
    return (
      states === referenceStates(program).join(' ') &&
      states === exploreEveryState(program).join(' ')
    );
  });
}

function plantedBugs(): boolean {
  const hunts = mutants.map(hunt);
  const page = readFileSync(join(root, 'docs/mutants.md'), 'utf8');
  return hunts.every(({ soundWithout }) => soundWithout) && mutantPage(hunts) === page;
}

/** The first setting of each committed exploration, and the first in which something breaks. */
function explorations(): boolean {
  const runs = readRuns(join(root, 'data/results')).map(({ run }) => run);
  const { experiments } = readCatalogue(root);
  return runs.every((run) => {
    const experiment = experiments.get(run.experiment);
    const committed = run.explorations ?? [];
    if (!experiment || run.substrate !== 'model' || experiment.workload === 'sync-fault')
      return true;
    const chosen = [committed[0], committed.find(({ holds }) => !holds)];
    return chosen.every((one) => !one || sameAgain(experiment, one.conditions, committed));
  });
}

type Committed = NonNullable<Run['explorations']>;

function sameAgain(experiment: Experiment, conditions: Conditions, committed: Committed): boolean {
  const setting = JSON.stringify(conditions);
  const before = committed.filter((one) => JSON.stringify(one.conditions) === setting);
  const now = runSetting(experiment, conditions).explorations;
  return before.every((one) => {
    const again = now.find(({ invariant }) => invariant === one.invariant);
    return again?.states === one.states && again.holds === one.holds;
  });
}

for (const asked of [litmusFiles, plantedBugs, generatedPrograms, explorations]) {
  if (!asked()) process.exit(1);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
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
 * as committed. Litmus files, generated programs against both other searches, planted bugs, and the first
 * setting of each exploration.
 */
const root = process.cwd();

function litmusFiles(): boolean {
  const folder = join(root, 'data/litmus');
  return readdirSync(folder).every((name) => {
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
  return mutantPage(mutants.map(hunt)) === readFileSync(join(root, 'docs/mutants.md'), 'utf8');
}

function explorations(): boolean {
  const runs = readRuns(join(root, 'data/results')).map(({ run }) => run);
  const { experiments } = readCatalogue(root);
  return runs
    .filter((run) => run.substrate === 'model' && (run.explorations ?? []).length > 0)
    .every((run) => {
      const experiment = experiments.get(run.experiment);
      const first = run.explorations?.[0];
      if (!experiment || !first || experiment.workload === 'sync-fault') return true;
      const again = runSetting(experiment, first.conditions).explorations[0];
      return again?.states === first.states && again.holds === first.holds;
    });
}

for (const asked of [litmusFiles, plantedBugs, generatedPrograms, explorations]) {
  if (!asked()) process.exit(1);
}

import { join } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import { differencesFrom } from '../../../data/schema/provenance/reproducible.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Catalogue } from '../catalogue.ts';
import { jsonFiles, readRun, runFile } from '../runs/run-store.ts';
import { newest } from './check-replayed.ts';
import { attemptEach } from './finding-of.ts';

/**
 * Runs that other sources made than those of this tree: notes, since a program that was improved makes
 * no earlier result false. Runs whose place a newer one has taken are history and not spoken of.
 */
export function checkReproducible(
  root: string,
  catalogue: Catalogue,
  runs: readonly Run[],
): Finding[] {
  const differences = differencesFrom(root);
  const note = (run: Run, folder: string, next: string): Finding[] => {
    const differing = differences(run, catalogue.experiments.get(run.experiment));
    if (differing.length === 0) return [];
    const what = `not reproducible from this tree: ${differing.join('; ')}`;
    return [{ file: runFile(folder, run), what, next, note: true }];
  };
  const files = jsonFiles(join(root, 'data/imported'));
  const imported = attemptEach(root, files, (file) => readRun(file).run).values;
  return [
    ...newest(runs).flatMap((run) => note(run, 'data/results', anew(run))),
    ...imported.flatMap(({ value: run }) =>
      note(run, 'data/imported', `./warrant verify --run ${run.id} repeats it`),
    ),
  ];
}

const anew = ({ experiment, substrate }: Run) =>
  `make it anew: ./warrant bench run ${experiment} --substrate ${substrate} --out data/results, then ./warrant bench publish`;

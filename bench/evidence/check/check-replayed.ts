import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Run } from '../../../data/schema/run.ts';
import { jsonFiles, newestOf, runFile } from '../runs/run-store.ts';

/**
 * Runs that a newer run of the same experiment and substrate has taken the place of, and that no
 * published verdict, current or superseded, names: somebody put them back.
 */
export function checkReplayed(root: string, runs: readonly Run[]): Finding[] {
  const named = namedRuns(root);
  const lasting = newest(runs);
  return runs.flatMap((run) => {
    const last = lasting.find((one) => placeOf(one) === placeOf(run));
    if (!last || last.id === run.id || named.has(run.id)) return [];
    return [
      {
        file: runFile('data/results', run),
        what: `an old run put back: ${last.id} is newer, and no published verdict names this one`,
        next: 'delete it, or publish what it changes with ./warrant bench publish',
      },
    ];
  });
}

const placeOf = ({ experiment, substrate }: Run) => `${experiment} ${substrate}`;

/** Of each experiment and substrate the last run. */
export function newest(runs: readonly Run[]): readonly Run[] {
  return [...Map.groupBy(runs, placeOf).values()].flatMap((made) => newestOf(made) ?? []);
}

/** Every run that a published verdict or the table of agreement names. */
function namedRuns(root: string): ReadonlySet<string> {
  const files = ['data/verdicts', 'data/agreement'].flatMap((folder) =>
    jsonFiles(join(root, folder)),
  );
  return new Set(
    files.flatMap((file) => readFileSync(file, 'utf8').match(/\br-[0-9a-f]{12,64}\b/g) ?? []),
  );
}

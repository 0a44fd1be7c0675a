import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Catalogue } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { jsonFiles, readRun } from '../runs/run-store.ts';
import { attempt, attemptEach } from './finding-of.ts';

/** Committed runs: each is what its id says, and names only what exists. */
export function checkResults(
  root: string,
  catalogue: Catalogue | null,
): { readonly runs: readonly Run[]; readonly findings: readonly Finding[] } {
  const folder = join(root, 'data/results');
  const read = attemptEach(root, jsonFiles(folder), (file) => readRun(file, folder).run);
  return {
    runs: read.values.map(({ value }) => value),
    findings: [
      ...read.findings,
      ...read.values.flatMap(({ file, value }) => checkRun(root, file, value, catalogue)),
    ],
  };
}

function checkRun(root: string, name: string, run: Run, catalogue: Catalogue | null): Finding[] {
  const traces = run.explorations
    .flatMap(({ counterexample }) => counterexample ?? [])
    .filter((id) => !existsSync(join(root, 'data/traces', `${id}.json`)))
    .map((id) => ({
      file: name,
      what: `trace ${id} is not in data/traces`,
      next: 'run the experiment again with --out data/results',
    }));
  if (!catalogue) return traces;
  const rows = attempt(root, join(root, name), () => rowsOf(run, catalogue.metrics));
  return [
    ...traces,
    ...('finding' in rows ? [rows.finding] : []),
    ...(catalogue.experiments.has(run.experiment)
      ? []
      : [{ file: name, what: `no experiment ${run.experiment}`, next: 'restore its file' }]),
  ];
}

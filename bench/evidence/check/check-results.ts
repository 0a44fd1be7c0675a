import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Catalogue } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { jsonFiles, readRun } from '../runs/run-store.ts';
import { attempt } from './finding-of.ts';

/** Committed runs: each is what its id says, and names only what exists. */
export function checkResults(
  root: string,
  catalogue: Catalogue | null,
): { readonly runs: readonly Run[]; readonly findings: readonly Finding[] } {
  const folder = join(root, 'data/results');
  const runs: Run[] = [];
  const findings: Finding[] = [];
  for (const file of jsonFiles(folder)) {
    const read = attempt(root, file, () => readRun(file, folder).run);
    if ('finding' in read) {
      findings.push(read.finding);
      continue;
    }
    runs.push(read.value);
    findings.push(...checkRun(root, file, read.value, catalogue));
  }
  return { runs, findings };
}

function checkRun(root: string, file: string, run: Run, catalogue: Catalogue | null): Finding[] {
  const name = relative(root, file);
  const traces = run.explorations
    .flatMap(({ counterexample }) => counterexample ?? [])
    .filter((id) => !existsSync(join(root, 'data/traces', `${id}.json`)))
    .map((id) => ({
      file: name,
      what: `trace ${id} is not in data/traces`,
      next: 'run the experiment again with --out data/results',
    }));
  if (!catalogue) return traces;
  const rows = attempt(root, file, () => rowsOf(run, catalogue.metrics));
  return [
    ...traces,
    ...('finding' in rows ? [rows.finding] : []),
    ...(catalogue.experiments.has(run.experiment)
      ? []
      : [{ file: name, what: `no experiment ${run.experiment}`, next: 'restore its file' }]),
  ];
}

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from '../../../data/schema/hash.ts';
import { VerdictFile } from '../../../data/schema/verdict.ts';
import { readCatalogue, yamlFilesBelow } from '../catalogue.ts';
import { jsonFiles, readJson, readRuns } from '../runs/run-store.ts';
import type { CrateContent } from './crate.ts';

/** Everything in `data/` that evidence consists of. */
export function readCrate(root: string): CrateContent {
  const { experiments, hypotheses } = readCatalogue(root);
  const runs = readRuns(join(root, 'data/results'));
  const verdicts = jsonFiles(join(root, 'data/verdicts'));
  const files = [
    join(root, 'data/metrics.yaml'),
    ...['experiments', 'hypotheses', 'devices'].flatMap((folder) =>
      yamlFilesBelow(join(root, 'data', folder)),
    ),
    ...runs.map(({ file }) => file),
    ...jsonFiles(join(root, 'data/traces')),
    ...verdicts,
  ];
  return {
    files: files.map((file) => {
      const text = readFileSync(file, 'utf8');
      const path = relative(root, file);
      return { path, bytes: Buffer.byteLength(text), sha256: sha256(text) };
    }),
    runs: runs.map(({ file, run }) => ({ path: relative(root, file), run })),
    experiments: [...experiments.values()],
    hypotheses,
    verdicts: verdicts.map((file) => readJson(file, VerdictFile)),
    date: runs.at(-1)?.run.manifest.startedAt.slice(0, 10) ?? '1970-01-01',
  };
}

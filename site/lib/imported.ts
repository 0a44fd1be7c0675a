import { join } from 'node:path';
import { Run } from '../../data/schema/run.ts';
import { signatureOf, signatureWords } from '../../data/schema/signature/signature-of.ts';
import { dataFiles } from './files.ts';
import { once } from './once.ts';
import { root } from './root.ts';

/** A run made elsewhere, who made it where, and who stands for it. */
export interface ImportedRun {
  readonly run: Run;
  /** Path from the project's root. */
  readonly file: string;
  readonly signature: string;
}

/** Runs that `bench import` took, latest first. No verdict counts them. */
export const importedRuns = once((): ImportedRun[] =>
  dataFiles('imported', '.json', Run)
    .map(({ file, value }) => ({
      run: value,
      file,
      signature: signatureWords(signatureOf(root, join(root, file))),
    }))
    .sort((a, b) => (a.run.manifest.startedAt < b.run.manifest.startedAt ? 1 : -1)),
);

import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import { Fault } from '../../../data/schema/fault.ts';
import type { Run } from '../../../data/schema/run.ts';
import {
  type Signature,
  signatureFile,
  signatureOf,
} from '../../../data/schema/signature/signature-of.ts';
import type { Catalogue } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { formatRun } from './format-run.ts';
import { readRun, runFile, writeRun } from './run-store.ts';

/** A run that came from elsewhere, where it now lies, and who stands for it. */
export interface Imported {
  readonly file: string;
  readonly run: Run;
  readonly signature: Signature;
  /** False where it lay there already. */
  readonly added: boolean;
}

/** The largest run of ours has 2 MB; a file of more than this is read by nobody. */
const largestRun = 64 * 2 ** 20;

/** Runs from elsewhere: no verdict counts them. */
export const importedFolder = (root: string): string => join(root, 'data/imported');

/**
 * Takes a run that somebody else made into `data/imported`, where pages show it and no verdict counts it.
 * @throws Fault `inputRefused` where it is no run, was changed, names what the catalogue does not have, or
 * its signature does not match; nothing is written then.
 */
export function importRun(root: string, file: string, catalogue: Catalogue): Imported {
  if (!existsSync(file)) throw new Fault('usage', `no file ${file}`, 'name the file of a run');
  if (!statSync(file).isFile() || statSync(file).size > largestRun) {
    throw new Fault(
      'inputRefused',
      `${file}: no file of at most ${largestRun} bytes`,
      'leave it out',
    );
  }
  const run = intact(file);
  known(file, run, catalogue);
  const signature = signatureOf(root, file);
  if (signature.kind === 'broken') {
    throw new Fault(
      'inputRefused',
      `${file}: broken signature (${signature.why})`,
      'ask whoever made it for the file and its signature again',
    );
  }
  if (signature.kind !== 'unsigned') sameBytes(file, run);
  const target = runFile(importedFolder(root), run);
  const added = !existsSync(target);
  writeRun(importedFolder(root), run);
  if (signature.kind !== 'unsigned') copyFileSync(signatureFile(file), signatureFile(target));
  return { file: target, run, signature, added };
}

function intact(file: string): Run {
  try {
    return readRun(file).run;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault('inputRefused', cause.message, 'ask whoever made it for the run again', cause);
  }
}

/** A signature is of bytes: it goes along only where ours are the same as theirs. */
function sameBytes(file: string, run: Run): void {
  if (readFileSync(file, 'utf8') === formatRun(run)) return;
  throw new Fault(
    'inputRefused',
    `${file}: it is signed, and written otherwise than ./warrant writes a run`,
    'sign the file that ./warrant bench run wrote',
  );
}

function known(file: string, run: Run, catalogue: Catalogue): void {
  const experiment = catalogue.experiments.get(run.experiment);
  if (!experiment) {
    throw new Fault('inputRefused', `${file}: no experiment ${run.experiment}`, 'add it first');
  }
  rowsOf(run, catalogue.metrics);
  for (const { conditions } of [...run.measurements, ...run.explorations]) {
    const foreign = Object.entries(conditions).find(
      ([axis, value]) =>
        experiment.parameters[axis] !== undefined && !experiment.parameters[axis].includes(value),
    );
    if (foreign) {
      throw new Fault(
        'inputRefused',
        `${file}: ${foreign[0]}=${visibleValue(foreign[1])} is no setting of ${run.experiment}`,
        `use one of ${experiment.parameters[foreign[0]]?.join(', ')}`,
      );
    }
  }
}

const visibleValue = (value: unknown) => canonicalJson(value).slice(0, 60);

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { canonicalJson } from '../canonical.ts';
import type { Experiment } from '../experiment.ts';
import { filesBelow } from '../files-below.ts';
import { sha256 } from '../hash.ts';
import { codeVersion } from './code-version.ts';

/** Where a run of the model starts: a setting explored, an account of work, traces named. */
const modelEntries = [
  'bench/model/run-experiment.ts',
  'bench/workload/run-workload.ts',
  'bench/explore/name-traces.ts',
];

/** 12 hex digits over what decides a run of the model: the code that runs, and the devices' figures. */
export function modelVersion(root: string): string {
  const entries = modelEntries.filter((entry) => existsSync(join(root, entry)));
  const content = [codeVersion(root, entries), ...deviceFigures(join(root, 'data/devices'))];
  return sha256(content.join('\0')).slice(0, 12);
}

/** Comments and layout of a profile decide nothing. */
function deviceFigures(folder: string): readonly string[] {
  return filesBelow(folder, '.yaml').map(
    (file) => `${basename(file)} ${canonicalJson(parse(readFileSync(file, 'utf8')))}`,
  );
}

/** 12 hex digits over what an experiment asks to be run: all but its words. */
export function experimentVersion({ title: _, question: __, ...asked }: Experiment): string {
  return sha256(canonicalJson(asked)).slice(0, 12);
}

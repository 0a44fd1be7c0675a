import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault, messageOf } from '../../../data/schema/fault.ts';
import { runId, traceId } from '../../../data/schema/hash.ts';
import { Run } from '../../../data/schema/run.ts';
import { Trace } from '../../../data/schema/trace.ts';
import { formatRun, formatTrace } from './format-run.ts';

/** A run and the file that it was read from. */
export interface StoredRun {
  readonly file: string;
  readonly run: Run;
}

/** `<folder>/<experiment>/<substrate>/<run id>.json`. */
export function runFile(folder: string, run: Pick<Run, 'experiment' | 'substrate' | 'id'>): string {
  return join(folder, run.experiment, run.substrate, `${run.id}.json`);
}

/** Traces lie beside the results: `data/traces` for `data/results`. */
const traceFolder = (folder: string): string => join(dirname(folder), 'traces');

/** Adds a run; the file of one that is there already is left as it is, since its id is its content. */
export function writeRun(folder: string, run: Run): string {
  return writeOnce(runFile(folder, run), formatRun(run));
}

export function writeTrace(folder: string, trace: Trace): string {
  return writeOnce(join(traceFolder(folder), `${trace.id}.json`), formatTrace(trace));
}

const writeOnce = (file: string, text: string): string =>
  existsSync(file) ? file : writeWhole(file, text);

/** Written aside and renamed, so that an interrupted write leaves no half of a file. */
export function writeWhole(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.part`;
  writeFileSync(aside, text);
  renameSync(aside, file);
  return file;
}

/**
 * Every run below a folder, oldest first.
 * @throws Fault `checkFailed` naming a file whose content does not match its id or its place.
 */
export function readRuns(folder: string): readonly StoredRun[] {
  return jsonFiles(folder)
    .map((file) => readRun(file, folder))
    .sort(({ run: a }, { run: b }) =>
      `${a.manifest.startedAt} ${a.id}` < `${b.manifest.startedAt} ${b.id}` ? -1 : 1,
    );
}

/** The run that was begun last. */
export const newestOf = (runs: readonly Run[]): Run | undefined =>
  runs.toSorted((a, b) => (a.manifest.startedAt < b.manifest.startedAt ? 1 : -1))[0];

/** Reads one run; with `folder`, it must also lie where its content says. */
export function readRun(file: string, folder?: string): StoredRun {
  const run = readJson(file, Run);
  if (runId(run) !== run.id) {
    throw new Fault(
      'checkFailed',
      `${file}: its content hashes to ${runId(run)}, not to ${run.id}: it was changed after the run`,
      'restore it from version control or run the experiment again',
    );
  }
  if (folder !== undefined && runFile(folder, run) !== file) {
    throw new Fault('checkFailed', `${file}: misplaced`, `move it to ${runFile(folder, run)}`);
  }
  return { file, run };
}

export function readTrace(file: string): Trace {
  const trace = readJson(file, Trace);
  if (traceId(trace) === trace.id) return trace;
  throw new Fault(
    'checkFailed',
    `${file}: its content hashes to ${traceId(trace)}, not to ${trace.id}: it was changed`,
    'restore it from version control or run the experiment again',
  );
}

/** @throws Fault `inputRefused` naming the file where it is no JSON of the shape expected. */
export function readJson<T>(file: string, schema: { parse(value: unknown): T }): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const why = messageOf(cause).split('\n').join(' ').slice(0, 300);
    throw new Fault('inputRefused', `${file}: ${why}`, 'restore or mend the file', cause);
  }
}

/** Files ending in `.json` below a folder, sorted; none where the folder is missing. */
export function jsonFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

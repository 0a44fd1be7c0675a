import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Io } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Run } from '../../data/schema/run.ts';
import { jsonFiles, readRun } from '../evidence/runs/run-store.ts';

/** A run by its file, or by its id, of which a unique beginning is enough. */
export function runNamed(name: string, io: Io): Run {
  const path = resolve(io.cwd, name);
  if (name.endsWith('.json') && existsSync(path)) return readRun(path).run;
  const found = ['data/results', 'data/imported', 'build/results']
    .flatMap((folder) => jsonFiles(join(io.root, folder)))
    .filter((file) => file.includes(`/${name}`));
  const [file] = found;
  if (file === undefined) throw new Fault('usage', `no run ${name}`, 'name its id or its file');
  const ids = new Set(found.map((one) => one.slice(one.lastIndexOf('/') + 1)));
  if (ids.size > 1)
    throw new Fault('usage', `${ids.size} runs begin with ${name}`, 'name more of the id');
  return readRun(file).run;
}

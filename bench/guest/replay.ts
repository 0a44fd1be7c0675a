import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Machines } from '../machine/machines.ts';
import type { Act, Part } from '../model/application/act.ts';
import type { Application } from '../model/application/application.ts';
import { randomIntegers } from '../model/latency/prng.ts';
import { type GuestJobs, placeOf, placesUsed, word } from './jobs.ts';

/** How the program makes stores durable under each approach that a kernel has. */
const operations: Readonly<Record<string, string>> = {
  fsync: 'fsync',
  'map-sync': 'map-sync-clwb',
  'static-chunk': 'map-sync-clwb',
  'immutable-file': 'clwb',
};

/**
 * Jobs that replay an application of the model on real files, act by act: the same operations, from
 * the same setting and seed. Each setting brings its script as a file of the guest.
 */
export function replayJobs(
  application: Application,
  experiment: Experiment,
  settings: readonly Conditions[],
  machines: Machines,
): GuestJobs {
  const scripts = new Map<string, string>();
  const files: Record<string, string> = {};
  const lines = settings.map((setting, id) => {
    const text = scriptOf(application.acts(setting, randomIntegers(experiment.seed)));
    const name = scripts.get(text) ?? `jobs/script-${id}`;
    scripts.set(text, name);
    files[name] = text;
    return jobLine(application, setting, id, `/${name}`, machines);
  });
  return { lines, places: placesUsed(settings), files };
}

function jobLine(
  application: Application,
  setting: Conditions,
  id: number,
  script: string,
  machines: Machines,
): string {
  const { files, pages, creates } = application.layout(setting);
  const where = placeOf({ mapping: 'pte', ...setting }, machines);
  const approach = String(setting['approach']);
  const operation = operations[approach];
  if (!operation) throw new Error(`no kernel has the approach ${approach}`);
  return [
    'replay',
    `id=${id}`,
    `path=${where.path}`,
    ...(where.device ? ['device=1'] : []),
    word('approach', approach),
    `operation=${operation}`,
    word('state', setting['state'] ?? 'hole'),
    `files=${files}`,
    `pages=${pages}`,
    `creates=${creates ? 1 : 0}`,
    `script=${script}`,
  ].join(' ');
}

/** One act a line: kind, file, offset, bytes, mapping. Reads are left out: nothing of theirs is counted. */
export function scriptOf(acts: Iterable<Act>): string {
  const lines: string[] = [];
  const line = (kind: string, { file, at, bytes }: Part, mapping = 0) =>
    lines.push(`${kind} ${file} ${at} ${bytes} ${mapping}`);
  const none = { file: 0, at: 0, bytes: 0 };
  for (const act of acts) {
    if (act.kind === 'store') line('s', act, act.mapping);
    else if (act.kind === 'durable') {
      for (const part of act.parts) line('p', part);
      line('d', none);
    } else if (act.kind === 'create') line('c', { ...none, file: act.file, bytes: act.bytes });
    else if (act.kind === 'remove') line('r', { ...none, file: act.file });
    else if (act.kind === 'unmap') line('u', { ...none, file: act.file }, act.mapping);
    else if (act.kind === 'done') line('o', none);
    else if (act.kind === 'measure') line('m', none);
  }
  return `${lines.join('\n')}\n`;
}

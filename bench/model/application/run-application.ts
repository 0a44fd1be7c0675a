import type { Device } from '../../../data/schema/device.ts';
import type { Experiment } from '../../../data/schema/experiment.ts';
import type { Measurement } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { Contents } from '../fs/contents.ts';
import { geometry } from '../fs/geometry.ts';
import { lineBytes } from '../fs/page.ts';
import { randomIntegers } from '../latency/prng.ts';
import { oneOf, worldOf } from '../workload/setting.ts';
import type { Application, Layout } from './application.ts';
import { applications } from './applications.ts';
import { microseconds, type Prices, pricesOf } from './cost.ts';
import { Executor } from './executor.ts';
import { Kernel } from './kernel.ts';
import type { Tally } from './tally.ts';
import { wayOf } from './way.ts';

type Sample = Omit<Measurement, 'conditions'>;

/**
 * Runs one setting of an application: axes of its own, `approach`, `state` of the blocks beforehand
 * (hole where absent), and the file system's (`faultSync`, true where absent; `bug`, `metadata`, …).
 */
export function tallyOf(
  application: Application,
  setting: Conditions,
  seed: number,
  prices: Prices | null,
): Tally {
  const layout = application.layout(setting);
  const known = worldOf({ faultSync: true, ...setting }, false);
  const world = { ...known, contents: new Contents(), geometry: geometryFor(layout) };
  const way = wayOf(setting, world);
  const asked = oneOf(setting, 'state', ['hole', 'unwritten', 'overwrite'] as const, 'hole');
  const state = way.sealed ? 'overwrite' : asked; // sealing allocates and zeroes all of it first
  const kernel = new Kernel(world, layout, state, way.sealed);
  const executor = new Executor(way, kernel, prices?.profile ?? null);
  for (const act of application.acts(setting, randomIntegers(seed))) executor.take(act);
  return executor.tally;
}

/** The model's numbers are packed into bytes, so that 255 blocks and 1023 lines are the most. */
function geometryFor({ files, pages, blocks }: Layout) {
  return geometry({ fanout: 4, files, fileBlocks: pages, blocks, logLines: 96 });
}

/** What a setting measures, each number a mean over its durable operations. */
export function measure(
  application: Application,
  experiment: Experiment,
  setting: Conditions,
  devices: readonly Device[],
): Sample[] {
  const prices = pricesOf(devices, String(setting['device'] ?? 'optane-100'));
  const tally = tallyOf(application, setting, experiment.seed, prices);
  if (tally.operations === 0) throw new Error(`${experiment.id}: no durable operation`);
  const written = tally.dataLines + tally.zeroLines + tally.logLines + tally.homeLines;
  const all: readonly (readonly [string, string, number])[] = [
    ['flushes', 'count', tally.flushes],
    ['fences', 'count', tally.fences],
    ['faults', 'count', tally.faults],
    ['log-forces', 'count', tally.logForces],
    ['metadata-commits', 'count', tally.metadataCommits],
    ['system-calls', 'count', tally.systemCalls],
    ['media-bytes', 'B', written * lineBytes],
    ['lines-at-risk', 'lines', tally.linesAtRisk],
    ...(prices ? [['modelled-time', 'us', microseconds(tally, prices)] as const] : []),
  ];
  return all.map(([metric, unit, sum]) => ({ metric, unit, samples: [sum / tally.operations] }));
}

/** Whether a model experiment runs one of the applications, and how. */
export function applicationOf({ workload }: Experiment): Application | null {
  return Object.hasOwn(applications, workload) ? (applications[workload] ?? null) : null;
}

import type { Measurement } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { approachOf } from '../approach/approaches.ts';
import { UnknownValue } from '../approach/unknown-value.ts';
import type { InitialBlock } from '../fs/format.ts';
import { runAlone } from '../fs/machine.ts';
import type { Cell } from '../fs/user.ts';
import { type Action, actionSteps } from '../workload/action.ts';
import { oneOf, worldOf } from '../workload/setting.ts';
import { startMachine } from '../workload/start.ts';
import { costPerStore } from './per-store.ts';

/** Times that an overwrite is made durable again; blocks that do not exist yet are stored once. */
const rounds = 4;

/**
 * What a durable store of 64 B costs: `batch` stores, each in a page of its own, made durable
 * together. `state` of the blocks before: `overwrite` (mapped and stored to before), `unwritten`
 * or `hole`.
 */
export function durableStoreCost(setting: Conditions): Measurement[] {
  const world = worldOf(setting, false);
  const approach = approachOf(String(setting['approach']));
  const state = oneOf(setting, 'state', ['overwrite', 'unwritten', 'hole'] as const, 'overwrite');
  const batch = Number(setting['batch'] ?? 1);
  if (!(batch >= 1 && batch <= world.geometry.fileBlocks)) {
    throw new UnknownValue(['parameters', 'batch'], batch, [`1 to ${world.geometry.fileBlocks}`]);
  }
  const cells = Array.from(
    { length: batch },
    (_, i): Cell => ({ file: approach.file(world), offset: i }),
  );
  const initial =
    state === 'hole'
      ? []
      : cells.map(
          (c): InitialBlock => ({ file: 0, offset: c.offset, unwritten: state === 'unwritten' }),
        );
  const round = (value: number): Action[] => [
    ...cells.map((cell): Action => ({ kind: 'store', cell, value })),
    { kind: 'durable', cells },
  ];
  const steps = (actions: readonly Action[]) =>
    actions.flatMap((action) => actionSteps(world, approach, action));
  const formatted = startMachine(world, approach, initial, { actors: [[]], names: ['program'] });
  const warm =
    state === 'overwrite' ? runAlone({ ...formatted, queues: [steps(round(20))] }) : formatted;
  const measured =
    state === 'overwrite' ? Array.from({ length: rounds }, (_, i) => round(21 + i)) : [round(20)];
  const done = runAlone({ ...warm, queues: [measured.flatMap(steps)] });
  return costPerStore(warm.counters, done.counters, batch * measured.length, setting);
}

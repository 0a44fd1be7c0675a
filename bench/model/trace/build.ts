import type { ApproachId, ExperimentId } from '../../../data/schema/ids.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Breach, Presupposition, TraceState, TraceStep } from '../../../data/schema/trace.ts';
import { CrashChecker, imageOf, type Persisted } from '../explore/crash.ts';
import { pathTo, type WayPoint } from '../explore/graph.ts';
import type { Scenario } from '../explore/scenario.ts';
import type { Kept, Shrunk } from '../explore/shrink.ts';
import { cellName } from '../fs/cell-name.ts';
import { lineName } from '../fs/geometry.ts';
import type { Machine, World } from '../fs/machine.ts';
import { interruption } from '../fs/view.ts';
import { type Broken, brokenBy, type Presupposed } from '../invariant/breach.ts';
import { type CrashInvariant, crashInvariants, refused } from '../invariant/oracle.ts';
import type { UnnamedTrace } from '../outcome.ts';
import { cellText } from './cell-text.ts';
import { machineState } from './machine-state.ts';
import { drawTrees } from './tree.ts';
import { violationText } from './violation-text.ts';

export interface About {
  readonly experiment: ExperimentId;
  readonly approach: ApproachId;
  readonly conditions: Conditions;
  readonly seed: number;
}

/** A way to a crash: the nodes from the start on, and what the crash lost. */
export interface Way {
  readonly scenario: Scenario;
  readonly kept: Kept;
  readonly path: readonly WayPoint[];
  readonly persisted: Persisted;
}

export function buildTrace(shrunk: Shrunk, invariant: CrashInvariant, about: About): UnnamedTrace {
  const { scenario, kept, graph, breach } = shrunk;
  const path = pathTo(graph, breach.node);
  return writeTrace({ scenario, kept, path, persisted: breach.persisted }, invariant, about);
}

/**
 * Writes a breach out: each step of the actors, the crash, the recovery, and what is broken.
 * @throws Error where the way breaks nothing, or what the invariant presupposes did not happen on it.
 */
export function writeTrace(
  { scenario, kept, path, persisted }: Way,
  invariant: CrashInvariant,
  about: About,
): UnnamedTrace {
  const { world } = scenario;
  const machines = path.map(({ machine }) => machine);
  const shown = changedLines(machines);
  const states = machines.map((machine) => machineState(world, machine, shown));
  const crashed = machines.at(-1);
  if (!crashed) throw new Error('a breach has a machine');
  const steps = path.slice(1).map((node, i): TraceStep => {
    return actorStep(node, i, scenario.program.names, states[i], states[i + 1]);
  });
  const { broken, end } = ending(
    world,
    crashed,
    persisted,
    invariant,
    states.at(-1),
    steps.length,
    shown,
  );
  return {
    schemaVersion: 1,
    ...about,
    invariant,
    summary: end.at(-1)?.text ?? '',
    breach: {
      kept: kept.map((actions) => [...actions]),
      lost: Object.fromEntries([...persisted].filter(([, newest]) => newest > 0)),
      cells: broken.cells.map(({ cell, reads }) => ({ block: cellName(world, cell), reads })),
      presupposes: broken.presupposes.map((one) => happened(world, machines, one)),
    } satisfies Breach,
    steps: [...steps, ...end],
  };
}

/** The step at which it happened: the first after which the promises say so. */
function happened(world: World, machines: readonly Machine[], one: Presupposed): Presupposition {
  const { event, cell, value } = one;
  const after = machines.findIndex(({ promises }) =>
    event === 'stored' ? promises.latest[cell] === value : promises.promised[cell] === value,
  );
  if (after < 1) throw new Error(`${value} was never ${event} in ${cellName(world, cell)}`);
  return { event, block: cellName(world, cell), value, step: after - 1 };
}

function actorStep(
  node: WayPoint,
  index: number,
  names: readonly string[],
  before: TraceState | undefined,
  after: TraceState | undefined,
): TraceStep {
  if (!node.step || !before || !after) throw new Error('only the start has no step');
  const changed = changedCells(before, after);
  const faulted = node.step.key.startsWith('store ') && changed.length === 0;
  return {
    index,
    actor: names[node.actor] ?? `actor ${node.actor}`,
    operation: node.step.key.split(' ')[0] ?? '',
    text: faulted
      ? node.step.text.replace('stores', 'finds no writable page to store')
      : node.step.text,
    kind: node.step.kind ?? 'step',
    changed,
    state: after,
  };
}

function ending(
  world: World,
  machine: Machine,
  persisted: Persisted,
  invariant: CrashInvariant,
  last: TraceState | undefined,
  index: number,
  shown: readonly number[],
): { readonly broken: Broken; readonly end: readonly TraceStep[] } {
  if (!last) throw new Error('a trace has a state');
  const checker = new CrashChecker(world, machine);
  const mask = checker.recoverImage(machine, persisted);
  if ((mask & (1 << crashInvariants.indexOf(invariant))) === 0) {
    throw new Error('a counterexample does not replay');
  }
  const broken = brokenBy(invariant, machine.promises, checker.oracle.values);
  const { geometry: g } = world;
  const lost = machine.memory.lines.flatMap(({ versions }, line) =>
    versions.length > 1 && (persisted.get(line) ?? 0) > 0 ? [lineName(g, line)] : [],
  );
  const image = imageOf(world, machine, persisted);
  const cells = (inLog: boolean) =>
    Object.fromEntries(
      shown
        .filter((line) => (line >= g.logStart && line < g.blockStart) === inLog)
        .map((line) => [lineName(g, line), cellText(world, line, image[line] ?? 0)]),
    );
  const state: TraceState = {
    caches: {},
    queue: {},
    log: cells(true),
    media: cells(false),
    kernel: {},
    trees: {},
  };
  const mounted = (mask & refused) === 0;
  const after = mounted ? { ...state, recovered: drawTrees(g, checker.view) } : state;
  const step = (kind: TraceStep['kind'], actor: string, at: number, text: string): TraceStep => ({
    index: index + at,
    actor,
    operation: kind,
    text,
    kind,
    changed: at === 0 ? changedCells(last, state) : [],
    state: at === 0 ? state : after,
  });
  const missing =
    lost.length > 0 ? `without the newest of ${lost.join(', ')}` : 'with everything written so far';
  const end = [
    step('crash', 'power', 0, `Power is lost; the media are left ${missing}.`),
    step('recovery', 'kernel', 1, recoveryText(world, mounted, persisted)),
    step('violation', 'reader', 2, violationText(world, broken, invariant)),
  ];
  return { broken, end };
}

function recoveryText(world: World, mounted: boolean, persisted: Persisted): string {
  const { lines } = world.geometry;
  const cut = persisted.get(interruption(lines)) ?? 0;
  if (cut === 0) return wholeRecoveryText(world, mounted);
  const missing = [...persisted].flatMap(([line, newest]) =>
    line >= lines && line < interruption(lines) && newest > 0
      ? [lineName(world.geometry, line - lines)]
      : [],
  );
  const without = missing.length > 0 ? `, without ${missing.join(', ')}` : '';
  return `Power is lost again while recovery writes${without}. ${wholeRecoveryText(world, mounted)}`;
}

function wholeRecoveryText({ discipline }: World, mounted: boolean): string {
  if (!mounted) return 'Recovery meets a record in the log that it holds for damaged, and ends.';
  if (discipline === 'wal') return 'Recovery replays every whole transaction that the log holds.';
  if (discipline === 'cow') return 'Recovery takes the newest root.';
  return 'There is nothing to replay: the trees are read as they lie.';
}

function changedLines(machines: readonly Machine[]): number[] {
  const [first] = machines;
  if (!first) return [];
  return first.memory.lines.flatMap((line, i) =>
    machines.some(({ memory }) => memory.lines[i] !== line) ? [i] : [],
  );
}

function changedCells(before: TraceState, after: TraceState): string[] {
  const tables = ['caches', 'queue', 'log', 'media', 'kernel'] as const;
  return tables.flatMap((table) => {
    const names = new Set([...Object.keys(before[table]), ...Object.keys(after[table])]);
    return [...names]
      .filter((name) => before[table][name] !== after[table][name])
      .map((name) => `${table}.${name}`);
  });
}

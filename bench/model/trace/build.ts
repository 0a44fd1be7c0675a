import type { ApproachId, ExperimentId } from '../../../data/schema/ids.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { TraceState, TraceStep } from '../../../data/schema/trace.ts';
import { CrashChecker, certain, type Persisted } from '../explore/crash.ts';
import { type GraphNode, pathTo } from '../explore/graph.ts';
import type { Shrunk } from '../explore/shrink.ts';
import { lineName } from '../fs/geometry.ts';
import type { Machine, World } from '../fs/machine.ts';
import { type CrashInvariant, crashInvariants } from '../invariant/oracle.ts';
import type { UnnamedTrace } from '../outcome.ts';
import { cellText } from './cell-text.ts';
import { machineState } from './machine-state.ts';
import { drawTrees } from './tree.ts';
import { violationText } from './violation-text.ts';

/** Writes a breach out: each step of the actors, the crash, the recovery, and what is broken. */
export function buildTrace(
  shrunk: Shrunk,
  invariant: CrashInvariant,
  about: {
    readonly experiment: ExperimentId;
    readonly approach: ApproachId;
    readonly conditions: Conditions;
    readonly seed: number;
  },
): UnnamedTrace {
  const { scenario, graph, breach } = shrunk;
  const { world } = scenario;
  const path = pathTo(graph, breach.node);
  const machines = path.map(({ machine }) => machine);
  const shown = changedLines(machines);
  const states = machines.map((machine) => machineState(world, machine, shown));
  const crashed = machines.at(-1);
  if (!crashed) throw new Error('a breach has a machine');
  const steps = path.slice(1).map((node, i): TraceStep => {
    return actorStep(node, i, scenario.program.names, states[i], states[i + 1]);
  });
  const end = ending(
    world,
    crashed,
    breach.persisted,
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
    steps: [...steps, ...end],
  };
}

function actorStep(
  node: GraphNode,
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
): TraceStep[] {
  if (!last) throw new Error('a trace has a state');
  const checker = new CrashChecker(world, machine);
  const broken = checker.recoverImage(machine, persisted);
  if ((broken & (1 << crashInvariants.indexOf(invariant))) === 0) {
    throw new Error('a counterexample does not replay');
  }
  const { geometry: g } = world;
  const lost = machine.memory.lines.flatMap(({ versions }, line) =>
    versions.length > 1 && (persisted.get(line) ?? 0) > 0 ? [lineName(g, line)] : [],
  );
  const image = imageOf(machine, persisted);
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
  const recovered = drawTrees(g, checker.view);
  const step = (kind: TraceStep['kind'], actor: string, at: number, text: string): TraceStep => ({
    index: index + at,
    actor,
    operation: kind,
    text,
    kind,
    changed: at === 0 ? changedCells(last, state) : [],
    state: at === 0 ? state : { ...state, recovered },
  });
  const missing =
    lost.length > 0 ? `without the newest of ${lost.join(', ')}` : 'with everything written so far';
  return [
    step('crash', 'power', 0, `Power is lost; the media are left ${missing}.`),
    step('recovery', 'kernel', 1, recoveryText(world)),
    step('violation', 'reader', 2, violationText(world, machine, checker.oracle, invariant)),
  ];
}

function recoveryText({ discipline }: World): string {
  if (discipline === 'wal') return 'Recovery replays every whole transaction that the log holds.';
  if (discipline === 'cow') return 'Recovery takes the newest root.';
  return 'There is nothing to replay: the trees are read as they lie.';
}

function imageOf(machine: Machine, persisted: Persisted): number[] {
  return certain(machine).map((content, line) => {
    const versions = machine.memory.lines[line]?.versions ?? [];
    return versions.length > 1 ? (versions.at(-1 - (persisted.get(line) ?? 0)) ?? 0) : content;
  });
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

import type { Experiment } from '../../../data/schema/experiment.ts';
import { ApproachId } from '../../../data/schema/ids.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { TraceState, TraceStep } from '../../../data/schema/trace.ts';
import type { SettingOutcome, UnnamedTrace } from '../outcome.ts';
import { committerSteps, lockSetting, writerSteps } from './programs.ts';
import { type Actor, initialState, type LockState, type LockStep } from './state.ts';

interface Reached {
  readonly state: LockState;
  readonly parent: number;
  readonly actor: Actor | null;
  readonly step: LockStep | null;
}

const actors: readonly Actor[] = ['writer', 'committer'];

/**
 * Every interleaving of the writer and the commit; a state where somebody has work left and nobody
 * can go on is a deadlock. Breadth first, so the trace is a shortest one.
 */
export function runDeadlock(experiment: Experiment, conditions: Conditions): SettingOutcome {
  const setting = lockSetting(conditions);
  const programs = { writer: writerSteps(setting), committer: committerSteps(setting) };
  const approach = ApproachId.parse(conditions['approach']);
  const reached: Reached[] = [{ state: initialState, parent: -1, actor: null, step: null }];
  const seen = new Set([JSON.stringify(initialState)]);
  const stuck: number[] = [];
  for (let at = 0; at < reached.length; at++) {
    const state = reached[at]?.state ?? initialState;
    const next = successors(programs, state, at);
    // The commit need not ever begin, but the writer must always be able to finish.
    if (next.length === 0 && state.writer < programs.writer.length) stuck.push(at);
    for (const each of next) {
      const key = JSON.stringify(each.state);
      if (seen.has(key)) continue;
      seen.add(key);
      reached.push(each);
    }
  }
  const [first] = stuck;
  const about = { experiment: experiment.id, approach, conditions };
  return {
    measurements: [
      { metric: 'deadlocked-states', unit: 'count', conditions, samples: [stuck.length] },
      { metric: 'interleaving-states', unit: 'count', conditions, samples: [reached.length] },
    ],
    explorations: [
      {
        ...about,
        invariant: 'no-deadlock',
        states: reached.length,
        complete: true,
        holds: first === undefined,
        counterexample:
          first === undefined
            ? null
            : trace(reached, first, programs, { ...about, seed: experiment.seed }),
      },
    ],
    counted: { checked: reached.length, merged: 0, machines: reached.length },
  };
}

type Programs = Readonly<Record<Actor, readonly LockStep[]>>;

function successors(programs: Programs, state: LockState, parent: number): Reached[] {
  return actors.flatMap((actor): Reached[] => {
    const step = programs[actor][state[actor]];
    if (!step || step.ready?.(state) === false) return [];
    const after = { ...state, ...step.effect?.(state), [actor]: state[actor] + 1 };
    return [{ state: after, parent, actor, step }];
  });
}

function trace(
  reached: readonly Reached[],
  at: number,
  programs: Programs,
  about: Pick<UnnamedTrace, 'experiment' | 'approach' | 'conditions' | 'seed'>,
): UnnamedTrace {
  const path: Reached[] = [];
  for (let i = at; i > 0; i = reached[i]?.parent ?? 0) {
    const each = reached[i];
    if (each) path.unshift(each);
  }
  const steps = path.map(({ state, actor, step }, index): TraceStep => {
    const before = tables(index === 0 ? initialState : (path[index - 1]?.state ?? initialState));
    const after = tables(state);
    const names = Object.keys(after.kernel).filter((n) => after.kernel[n] !== before.kernel[n]);
    return {
      index,
      actor: actor ?? '',
      operation: 'lock order',
      text: step?.text ?? '',
      kind: 'step',
      changed: names.map((name) => `kernel.${name}`),
      state: after,
    };
  });
  const last = reached[at]?.state ?? initialState;
  const waits = actors
    .filter((actor) => last[actor] < programs[actor].length)
    .map((actor) => `the ${actor} waits before "${programs[actor][last[actor]]?.text ?? ''}"`);
  const summary = `Deadlock: ${waits.join(' and ')}`;
  const violation: TraceStep = {
    index: steps.length,
    actor: 'kernel',
    operation: 'deadlock',
    text: summary,
    kind: 'violation',
    changed: [],
    state: tables(last),
  };
  return {
    schemaVersion: 1,
    ...about,
    invariant: 'no-deadlock',
    summary,
    steps: [...steps, violation],
  };
}

function tables(state: LockState): TraceState {
  const kernel = {
    'page lock': state.pageLock ?? 'free',
    'mmap lock': state.mmapShared ? 'shared by the writer' : 'free',
    'open handles': String(state.handles),
    transaction: state.committed ? 'committed' : state.locked ? 'locked by its commit' : 'running',
    'commit asked for': state.requested ? 'yes' : 'no',
    'user buffer': state.mapped ? 'mapped' : 'not mapped',
  };
  return { caches: {}, queue: {}, log: {}, media: {}, kernel, trees: {} };
}

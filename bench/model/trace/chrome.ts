import type { UnnamedTrace } from '../outcome.ts';

/** An event of Chrome's Trace Event Format, which Perfetto opens. */
interface ChromeEvent {
  readonly name: string;
  readonly ph: 'X' | 'i' | 'M';
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly s?: 'g';
  readonly args: Readonly<Record<string, unknown>>;
}

/** Microseconds that each step is drawn with: the model has an order of steps and no clock. */
const stepLength = 10;

/** A trace as Chrome trace JSON: one thread for each actor, one slice for each step. */
export function chromeTrace(trace: UnnamedTrace): {
  readonly traceEvents: readonly ChromeEvent[];
  readonly otherData: Readonly<Record<string, unknown>>;
} {
  const actors = [...new Set(trace.steps.map(({ actor }) => actor))];
  const named = actors.map((name, i): ChromeEvent => {
    return { name: 'thread_name', ph: 'M', pid: 1, tid: i + 1, ts: 0, args: { name } };
  });
  const slices = trace.steps.map((step): ChromeEvent => {
    const mark = step.kind === 'step' ? {} : { kind: step.kind };
    return {
      name: step.operation,
      ph: 'X',
      pid: 1,
      tid: actors.indexOf(step.actor) + 1,
      ts: step.index * stepLength,
      dur: stepLength,
      args: { text: step.text, changed: step.changed, ...mark },
    };
  });
  return {
    traceEvents: [...named, ...slices],
    otherData: {
      experiment: trace.experiment,
      approach: trace.approach,
      conditions: trace.conditions,
      invariant: trace.invariant,
      summary: trace.summary,
    },
  };
}

import type { Trace } from '../../data/schema/trace.ts';
import { stepTitle } from './step-title.ts';

/** One event of the Trace Event Format that Perfetto reads (`ph`: X complete, i instant, M metadata). */
interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'i' | 'M';
  readonly pid: 1;
  readonly tid: number;
  /** Microseconds; a step has no duration of its own, so that each takes one. */
  readonly ts?: number;
  readonly dur?: number;
  readonly s?: 'g';
  readonly args: Readonly<Record<string, unknown>>;
}

/** One track an actor, one microsecond a step: order is what the trace says, not time. */
export function perfetto(trace: Trace): { readonly traceEvents: readonly TraceEvent[] } {
  const actors = [...new Set(trace.steps.map((step) => step.actor))];
  const tracks = actors.map(
    (name, index): TraceEvent => ({
      name: 'thread_name',
      ph: 'M',
      pid: 1,
      tid: index + 1,
      args: { name },
    }),
  );
  const steps = trace.steps.map((step): TraceEvent => {
    const common = {
      name: stepTitle(step),
      pid: 1,
      tid: actors.indexOf(step.actor) + 1,
      ts: step.index,
    } as const;
    const args = { text: step.text, changed: step.changed.join(', ') };
    return step.kind === 'step' || step.kind === 'recovery'
      ? { ...common, ph: 'X', dur: 1, args }
      : { ...common, ph: 'i', s: 'g', args: { ...args, kind: step.kind } };
  });
  return { traceEvents: [...tracks, ...steps] };
}

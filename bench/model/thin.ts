import type { ApproachId, ExperimentId } from '../../data/schema/ids.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { TraceState, TraceStep } from '../../data/schema/trace.ts';
import type { ModelExploration, SettingOutcome, UnnamedTrace } from './outcome.ts';

/**
 * A first model, to be replaced by `explore/`: block 1 is allocated in the in-memory log, block 0
 * is stored a pointer to it, both are flushed, and the approach acknowledges durability.
 * Lines: the log record, its commit record, and one data line for each of the two blocks.
 */
type Line = 'log record' | 'log commit' | 'block 0' | 'block 1';
const lines: readonly Line[] = ['log record', 'log commit', 'block 0', 'block 1'];

type Event =
  | { readonly kind: 'store'; readonly line: Line; readonly text: string }
  | { readonly kind: 'flush'; readonly line: Line; readonly text: string }
  | { readonly kind: 'fence' | 'fault' | 'acknowledge'; readonly text: string };

const store = (line: Line, text: string): Event => ({ kind: 'store', line, text });
const flush = (line: Line): Event => ({ kind: 'flush', line, text: `CLWB ${line}` });
const fence: Event = { kind: 'fence', text: 'SFENCE' };
const force: readonly Event[] = [
  store('log record', 'the log force writes the allocation record'),
  flush('log record'),
  fence,
  store('log commit', 'the log force writes the commit record'),
  flush('log commit'),
  fence,
];
const flushBoth: readonly Event[] = [flush('block 1'), flush('block 0'), fence];
const acknowledge: Event = { kind: 'acknowledge', text: 'the program takes its data for durable' };

function program(approach: string, faultSync: boolean): readonly Event[] {
  const fault: Event = { kind: 'fault', text: 'the write fault allocates block 1 in memory' };
  const stores = [
    store('block 1', 'the program stores its data in block 1'),
    store('block 0', 'the program stores a pointer to block 1 in block 0'),
  ];
  if (approach === 'static-chunk') return [...stores, ...flushBoth, acknowledge];
  if (approach === 'fsync') return [fault, ...stores, ...flushBoth, ...force, acknowledge];
  return [fault, ...(faultSync ? force : []), ...stores, ...flushBoth, acknowledge];
}

/** Per line: the latest version that is on media for certain, and the latest stored. */
interface Versions {
  readonly floor: ReadonlySet<Line>;
  readonly stored: ReadonlySet<Line>;
}

function after(events: readonly Event[], eadr: boolean): Versions {
  const stored = new Set<Line>();
  const flushed = new Set<Line>();
  let floor = new Set<Line>();
  for (const event of events) {
    if (event.kind === 'store') stored.add(event.line);
    if (event.kind === 'flush') flushed.add(event.line);
    if (event.kind === 'fence') floor = new Set(flushed);
  }
  return { floor: eadr ? stored : floor, stored };
}

function* persisted({ floor, stored }: Versions): Generator<ReadonlySet<Line>> {
  const open = lines.filter((line) => stored.has(line) && !floor.has(line));
  for (let choice = 0; choice < 2 ** open.length; choice++) {
    yield new Set([...floor, ...open.filter((_, bit) => choice & (2 ** bit))]);
  }
}

export function explorePointer(
  experiment: ExperimentId,
  conditions: Conditions,
  seed: number,
): SettingOutcome {
  const approach = String(conditions['approach']) as ApproachId;
  const events = program(approach, conditions['faultSync'] === true);
  const eadr = conditions['persistency'] === 'eadr';
  let states = 0;
  let counterexample: UnnamedTrace | null = null;
  for (let crash = 0; crash <= events.length; crash++) {
    const acknowledged = events.slice(0, crash).includes(acknowledge);
    for (const media of persisted(after(events.slice(0, crash), eadr))) {
      states++;
      const mapped =
        approach === 'static-chunk' || (media.has('log commit') && media.has('log record'));
      const holds = !acknowledged || (mapped && media.has('block 0') && media.has('block 1'));
      if (holds || counterexample) continue;
      counterexample = {
        schemaVersion: 1,
        experiment,
        approach,
        conditions,
        invariant: 'acknowledged-survives',
        seed,
        summary: 'block 0 points to block 1, which recovery does not know',
        steps: steps(events.slice(0, crash), eadr, media),
      };
    }
  }
  const exploration: ModelExploration = {
    experiment,
    approach,
    conditions,
    invariant: 'acknowledged-survives',
    states,
    complete: true,
    holds: counterexample === null,
    counterexample,
  };
  const count = (kind: Event['kind']) => events.filter((event) => event.kind === kind).length;
  const measured = [
    ['flushes', count('flush')],
    ['fences', count('fence')],
    ['faults', count('fault')],
    ['log-forces', events.filter((e) => e.kind === 'store' && e.line === 'log commit').length],
  ] as const;
  return {
    measurements: measured.map(([metric, samples]) => ({
      metric,
      unit: 'count',
      conditions,
      samples: [samples],
    })),
    explorations: [exploration],
    counted: { checked: states, merged: 0, machines: events.length + 1 },
  };
}

function steps(events: readonly Event[], eadr: boolean, media: ReadonlySet<Line>): TraceStep[] {
  const done = events.map((event, index): TraceStep => {
    const { floor, stored } = after(events.slice(0, index + 1), eadr);
    const open = [...stored].filter((line) => !floor.has(line));
    return {
      index,
      actor: event.text.includes('program') || event.kind === 'flush' ? 'program' : 'kernel',
      operation: event.kind,
      text: `${event.text}.`,
      kind: event.kind === 'acknowledge' ? 'acknowledge' : 'step',
      changed: event.kind === 'store' ? [`caches.${event.line}`] : [],
      state: tables(open, [...floor]),
    };
  });
  const last = (kind: TraceStep['kind'], text: string): TraceStep => ({
    index: events.length + (kind === 'crash' ? 0 : 1),
    actor: kind === 'crash' ? 'power' : 'recovery',
    operation: kind,
    text,
    kind,
    changed: [],
    state: tables([], [...media]),
  });
  return [
    ...done,
    last('crash', 'Power is lost; caches are gone and only media remain.'),
    last('violation', 'Recovery finds no mapping for block 1, which block 0 points to.'),
  ];
}

function tables(caches: readonly Line[], media: readonly Line[]): TraceState {
  const cells = (of: readonly Line[]) => Object.fromEntries(of.map((line) => [line, 'new']));
  return { caches: cells(caches), queue: {}, log: {}, media: cells(media), kernel: {}, trees: {} };
}

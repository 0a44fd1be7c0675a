import { expect, test } from 'vitest';
import type { TraceStep } from '../../data/schema/trace.ts';
import { traces } from './data.ts';
import { lanesOf } from './lanes.ts';

const step = (index: number, actor: string, state: Partial<TraceStep['state']>): TraceStep => ({
  index,
  actor,
  operation: 'store',
  text: '',
  kind: 'step',
  changed: [],
  state: { caches: {}, queue: {}, log: {}, media: {}, kernel: {}, trees: {}, ...state },
});

test('who acts at which step, and what each cell that changes held from when to when', () => {
  const steps = [
    step(0, 'program', { media: { a: 'zeros', b: 'zeros' } }),
    step(1, 'program', { caches: { a: '1' }, media: { a: 'zeros', b: 'zeros' } }),
    step(2, 'kernel', { queue: { a: '1' }, media: { a: 'zeros', b: 'zeros' } }),
    step(3, 'program', { media: { a: '1', b: 'zeros' } }),
  ];
  expect(lanesOf({ steps })).toEqual([
    {
      name: 'Actors',
      tracks: [
        {
          name: 'program',
          slices: [
            { from: 0, to: 0, text: '1' },
            { from: 1, to: 1, text: '2' },
            { from: 3, to: 3, text: '4' },
          ],
        },
        { name: 'kernel', slices: [{ from: 2, to: 2, text: '3' }] },
      ],
    },
    { name: 'CPU caches', tracks: [{ name: 'a', slices: [{ from: 1, to: 1, text: '1' }] }] },
    {
      name: 'Write-pending queue',
      tracks: [{ name: 'a', slices: [{ from: 2, to: 2, text: '1' }] }],
    },
    {
      name: 'Media',
      tracks: [
        {
          name: 'a',
          slices: [
            { from: 0, to: 2, text: 'zeros' },
            { from: 3, to: 3, text: '1' },
          ],
        },
      ],
    },
  ]);
});

const partOf = (lane: string) => {
  const part = {
    'CPU caches': 'caches',
    'Write-pending queue': 'queue',
    Log: 'log',
    Media: 'media',
  }[lane];
  if (!part) throw new Error(`a lane called ${lane}`);
  return part as 'caches' | 'queue' | 'log' | 'media';
};

test('of every committed trace each step stands once among the actors, and no slice says what no state does', () => {
  for (const trace of traces()) {
    const [actors, ...parts] = lanesOf(trace);
    const acted = actors?.tracks
      .flatMap(({ slices }) => slices.map(({ from }) => from))
      .sort((a, b) => a - b);
    expect([trace.id, acted]).toEqual([trace.id, trace.steps.map(({ index }) => index)]);
    expect([trace.id, parts.length > 0 || trace.invariant === 'no-deadlock']).toEqual([
      trace.id,
      true,
    ]);
    const untold = parts.flatMap(({ name: lane, tracks }) =>
      tracks.flatMap(({ name, slices }) =>
        slices.filter(({ from, to, text }) =>
          trace.steps.slice(from, to + 1).some(({ state }) => state[partOf(lane)][name] !== text),
        ),
      ),
    );
    expect([trace.id, untold]).toEqual([trace.id, []]);
  }
});

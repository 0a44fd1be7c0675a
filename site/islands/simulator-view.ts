import type { LitmusOutcome } from '../../bench/model/litmus/run.ts';
import type { SettingOutcome } from '../../bench/model/outcome.ts';
import { figure, grouped, median, settings } from '../lib/format.ts';
import { stepText, stepTitle } from '../lib/step-title.ts';
import { element, table } from './dom.ts';

/** States that a crash can leave, one a row. */
export function litmusView(outcome: LitmusOutcome): HTMLElement[] {
  if (outcome.kind === 'malformed') {
    return [element('p', { class: 'label' }, `Line ${outcome.line}: ${outcome.message}`)];
  }
  if (outcome.kind === 'too-large') {
    return [
      element('p', { class: 'label' }, `Not decided: more than ${grouped(outcome.steps)} steps.`),
    ];
  }
  const { program, states, difference, expected } = outcome;
  const unexpected = new Set(difference.unexpected.map(String));
  const said =
    expected === null
      ? ''
      : expected
        ? ' ● as expected'
        : ` ✕ not as expected; missing: ${difference.missing.map((state) => `(${state.join(', ')})`).join(' ') || 'none'}`;
  return [
    element(
      'p',
      { class: 'label' },
      `${states.length} persisted ${states.length === 1 ? 'state' : 'states'}, ${grouped(outcome.executions)} ${outcome.executions === 1 ? 'execution' : 'executions'} in ${grouped(outcome.steps)} steps.${said}`,
    ),
    table(
      [...program.observed, ''],
      states.map((state) => [
        ...state.map(String),
        unexpected.has(String(state)) ? 'not expected' : '',
      ]),
      'Persisted states',
    ),
  ];
}

/** What each invariant gave under one setting, the shortest counterexample, the counts. */
export function scenarioView(outcome: SettingOutcome): HTMLElement[] {
  const rows = outcome.explorations.map((one) => [
    one.invariant.replaceAll('-', ' '),
    grouped(one.states),
    one.holds ? (one.complete ? '● holds' : '≈ no violation, search not complete') : '✕ violated',
  ]);
  const found = outcome.explorations.flatMap((one) => one.counterexample ?? []);
  return [
    table(['Invariant', 'Crash states', 'Outcome'], rows, 'What was found'),
    ...found
      .slice(0, 1)
      .flatMap((trace) => [
        element('p', { class: 'label' }, `Counterexample: ${trace.summary}`),
        element(
          'ol',
          { class: 'steps' },
          ...trace.steps.map((step) =>
            element(
              'li',
              { class: `k-${step.kind}` },
              stepTitle(step),
              ' ',
              element('span', { class: 'meta' }, stepText(step)),
            ),
          ),
        ),
      ]),
    ...(outcome.measurements.length > 0
      ? [
          table(
            ['Metric', 'Settings', 'Median', 'Unit'],
            outcome.measurements.map((one) => [
              one.metric.replaceAll('-', ' '),
              settings(one.conditions),
              figure(median(one.samples)),
              one.unit,
            ]),
            'Counts',
          ),
        ]
      : []),
  ];
}

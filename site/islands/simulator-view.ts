import { formatCondition } from '../../bench/model/litmus/program/condition.ts';
import type { State } from '../../bench/model/litmus/program/program.ts';
import type { SettingOutcome } from '../../bench/model/outcome.ts';
import { count, figure, grouped, median } from '../lib/format.ts';
import type { Naming } from '../lib/naming.ts';
import { stepText, stepTitle } from '../lib/step-title.ts';
import type { ShownOutcome } from '../worker/messages.ts';
import { element, table } from './dom.ts';

/** Rows of a table that a browser draws at once; the command line prints all. */
const mostRows = 1000;

/** States that a crash can leave, or that a run can end in, one a row, each with its witness on request. */
export function litmusView(
  outcome: ShownOutcome,
  witness: (state: State) => Promise<readonly string[]>,
): HTMLElement[] {
  if (outcome.kind === 'malformed') {
    return [element('p', { class: 'label' }, `Line ${outcome.line}: ${outcome.message}`)];
  }
  if (outcome.kind === 'too-large') {
    const said = `Not decided: more than ${grouped(outcome.steps)} steps.`;
    return [element('p', { class: 'label' }, said)];
  }
  const { program, states, difference, expected, executions, steps } = outcome;
  const unexpected = new Set(difference.unexpected.map(String));
  const missing = difference.missing.map((state) => `(${state.join(', ')})`).join(' ');
  const said =
    expected === null
      ? ''
      : expected
        ? ' ● as expected'
        : ` ✕ not as expected${missing === '' ? '' : `; missing: ${missing}`}`;
  const found =
    program.moment === 'crash'
      ? count(states.length, 'persisted state')
      : count(states.length, 'state at the end', 'states at the end');
  const condition = program.condition
    ? [element('p', {}, element('code', {}, formatCondition(program.condition)))]
    : [];
  const steered = element('ol', { class: 'plain', 'aria-live': 'polite' });
  const rows = states
    .slice(0, mostRows)
    .map((state) => [
      ...state.map(String),
      unexpected.has(String(state)) ? 'not expected' : '',
      witnessButton(program.observed, state, witness, steered),
    ]);
  const cut =
    states.length > mostRows
      ? [element('p', { class: 'meta' }, `The first ${grouped(mostRows)} are shown.`)]
      : [];
  return [
    element(
      'p',
      { class: 'label' },
      `${found}, ${count(executions, 'execution')} in ${count(steps, 'step')}.${said}`,
    ),
    ...condition,
    ...cut,
    table(
      [...program.observed, '', ''],
      rows,
      'States',
      (column) => column < program.observed.length,
    ),
    steered,
  ];
}

/** A button that shows an execution which leads to the state. */
function witnessButton(
  observed: readonly string[],
  state: State,
  witness: (state: State) => Promise<readonly string[]>,
  box: HTMLElement,
): HTMLElement {
  const named = observed.map((name, at) => `${name}=${state[at]}`).join(' ');
  const button = element(
    'button',
    { type: 'button', 'aria-label': `Show how ${named} comes about` },
    'How',
  );
  button.addEventListener('click', () => {
    void witness(state).then((lines) => {
      const shown =
        lines.length > 0 ? lines : ['Nothing has to happen: it is the state at the start.'];
      box.replaceChildren(
        element('li', { class: 'label' }, named),
        ...shown.map((line) => element('li', {}, line)),
      );
      box.scrollIntoView({ block: 'nearest' });
    });
  });
  return button;
}

/** What each invariant gave under one setting, the shortest counterexample, the counts. */
export function scenarioView(outcome: SettingOutcome, naming: Naming): HTMLElement[] {
  const rows = outcome.explorations.map((one) => [
    one.invariant.replaceAll('-', ' '),
    grouped(one.states),
    one.holds ? (one.complete ? '● holds' : '≈ no violation, search not complete') : '✕ violated',
  ]);
  const found = outcome.explorations.flatMap((one) => one.counterexample ?? []);
  return [
    table(
      ['Invariant', 'Crash states', 'Outcome'],
      rows,
      'What was found',
      (column) => column === 1,
    ),
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
              naming.metric(one.metric),
              naming.settings(one.conditions),
              figure(median(one.samples)),
              one.unit,
            ]),
            'Counts',
            (column) => column === 2,
          ),
        ]
      : []),
  ];
}

import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { setting } from '../lib/format.ts';
import type { Request } from '../worker/messages.ts';
import { decode, element, encode } from './dom.ts';
import { ModelWorker } from './model-worker.ts';
import { litmusView, scenarioView } from './simulator-view.ts';

interface Shipped {
  readonly examples: readonly { readonly name: string; readonly text: string }[];
  readonly experiments: readonly Experiment[];
}

const root = document.querySelector<HTMLElement>('#simulator');
const litmus = document.querySelector<HTMLFormElement>('#litmus');
const scenario = document.querySelector<HTMLFormElement>('#scenario');
const program = document.querySelector<HTMLTextAreaElement>('#program');
const states = document.querySelector<HTMLElement>('#states');
const outcome = document.querySelector<HTMLElement>('#outcome');
const switches = document.querySelector<HTMLFieldSetElement>('#switches');

const workers = new Map<HTMLElement, ModelWorker>();

async function show(box: HTMLElement | null, request: Request): Promise<void> {
  if (!box) return;
  const worker = workers.get(box) ?? new ModelWorker(box);
  workers.set(box, worker);
  const reply = await worker.run(request);
  if (reply?.kind === 'failed')
    box.replaceChildren(element('p', { class: 'label' }, reply.message));
  else if (reply?.kind === 'litmus') {
    const witness = async (state: readonly number[]) => {
      const answer = await worker.ask({ kind: 'witness', state });
      return answer?.kind === 'witness' ? answer.lines : [];
    };
    box.replaceChildren(...litmusView(reply.outcome, witness));
  } else if (reply?.kind === 'scenario') box.replaceChildren(...scenarioView(reply.outcome));
}

function axes(experiment: Experiment, chosen: Conditions): void {
  const legend = element('legend', { class: 'label' }, 'Switches');
  const fields = Object.entries(experiment.parameters).map(([name, values]) => {
    const options = values.map((value) => {
      const option = element('option', { value: JSON.stringify(value) }, setting('', value).trim());
      option.selected = chosen[name] === value;
      return option;
    });
    return element(
      'label',
      {},
      `${setting(name, '').trim()} `,
      element('select', { name }, ...options),
    );
  });
  switches?.replaceChildren(legend, ...fields);
  const question = document.querySelector('#question');
  if (question) question.textContent = experiment.question;
}

function chosenSetting(): Conditions {
  const selects = [...(switches?.querySelectorAll('select') ?? [])];
  return Object.fromEntries(selects.map((select) => [select.name, JSON.parse(select.value)]));
}

async function start(form: HTMLFormElement, other: HTMLFormElement): Promise<void> {
  const shipped: Shipped = await fetch(root?.dataset['scenarios'] ?? '').then((response) =>
    response.json(),
  );
  const select = other.elements.namedItem('experiment') as HTMLSelectElement;
  const current = () => shipped.experiments.find((one) => one.id === select.value);
  const explore = () => {
    const experiment = current();
    if (experiment) void show(outcome, { kind: 'scenario', experiment, setting: chosenSetting() });
  };
  const run = () => void show(states, { kind: 'litmus', text: program?.value ?? '' });
  const shared = decode(location.hash.slice(1));
  const experiment = current();
  if (experiment) axes(experiment, {});
  select.addEventListener('change', () => {
    const next = current();
    if (next) axes(next, {});
  });
  form.querySelector('[name=example]')?.addEventListener('change', (event: Event) => {
    const name = (event.target as HTMLSelectElement).value;
    if (program) program.value = shipped.examples.find((one) => one.name === name)?.text ?? '';
  });
  onSubmit(form, run, () => ({ litmus: program?.value ?? '' }));
  onSubmit(other, explore, () => ({ experiment: select.value, setting: chosenSetting() }));
  // Pressed any earlier, a button would send its form and load the page anew.
  for (const button of root?.querySelectorAll('button') ?? []) button.disabled = false;
  restore(shared, select, current, run, explore);
  // A link opened where the page is open already changes the fragment and loads nothing.
  addEventListener('hashchange', () => {
    restore(decode(location.hash.slice(1)), select, current, run, explore);
  });
}

/** A shared link runs what it shares; anything else in the fragment is left alone. */
function restore(
  shared: unknown,
  select: HTMLSelectElement,
  current: () => Experiment | undefined,
  run: () => void,
  explore: () => void,
): void {
  if (typeof shared !== 'object' || shared === null) return;
  if ('litmus' in shared && typeof shared.litmus === 'string' && program) {
    program.value = shared.litmus;
    run();
  }
  if ('experiment' in shared && typeof shared.experiment === 'string' && 'setting' in shared) {
    select.value = shared.experiment;
    const experiment = current();
    if (!experiment) return;
    axes(experiment, shared.setting as Conditions);
    explore();
  }
}

function onSubmit(form: HTMLFormElement, run: () => void, state: () => unknown): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run();
  });
  form.querySelector('[name=share]')?.addEventListener('click', (event: Event) => {
    history.replaceState(null, '', `#${encode(state())}`);
    const button = event.target as HTMLButtonElement;
    void navigator.clipboard
      .writeText(location.href)
      .then(
        () => 'Copied',
        () => 'In the address bar',
      )
      .then((text) => {
        button.textContent = text;
      });
  });
}

if (litmus && scenario) void start(litmus, scenario);

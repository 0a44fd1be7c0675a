import type { Experiment } from '../../data/schema/experiment.ts';
import type { Names } from '../../data/schema/names.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { type Naming, namingOf } from '../lib/naming.ts';
import { linkOf, type Shared, sharedBy } from '../lib/simulator-link.ts';
import type { Request } from '../worker/messages.ts';
import { element } from './dom.ts';
import { ModelWorker } from './model-worker.ts';
import { litmusView, scenarioView } from './simulator-view.ts';

interface Shipped {
  readonly examples: readonly { readonly name: string; readonly text: string }[];
  readonly experiments: readonly Experiment[];
  readonly names: Names;
}

const root = document.querySelector<HTMLElement>('#simulator');
const litmus = document.querySelector<HTMLFormElement>('#litmus');
const scenario = document.querySelector<HTMLFormElement>('#scenario');
const program = document.querySelector<HTMLTextAreaElement>('#program');
const states = document.querySelector<HTMLElement>('#states');
const outcome = document.querySelector<HTMLElement>('#outcome');
const switches = document.querySelector<HTMLFieldSetElement>('#switches');

let naming: Naming = namingOf({ metrics: {}, axes: {} });
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
  } else if (reply?.kind === 'scenario')
    box.replaceChildren(...scenarioView(reply.outcome, naming));
}

function axes(experiment: Experiment, chosen: Conditions): void {
  const legend = element('legend', { class: 'label' }, 'Switches');
  const fields = Object.entries(experiment.parameters).map(([name, values]) => {
    const options = values.map((value) => {
      const option = element('option', { value: JSON.stringify(value) }, naming.value(name, value));
      option.selected = chosen[name] === value;
      return option;
    });
    return element('label', {}, `${naming.axis(name)} `, element('select', { name }, ...options));
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
  naming = namingOf(shipped.names);
  const select = other.elements.namedItem('experiment') as HTMLSelectElement;
  const current = () => shipped.experiments.find((one) => one.id === select.value);
  const explore = () => {
    const experiment = current();
    if (experiment) void show(outcome, { kind: 'scenario', experiment, setting: chosenSetting() });
  };
  const run = () => void show(states, { kind: 'litmus', text: program?.value ?? '' });
  const experiment = current();
  if (experiment) axes(experiment, {});
  select.addEventListener('change', () => {
    const next = current();
    if (next) axes(next, {});
  });
  const textOf = (name: string) => shipped.examples.find((one) => one.name === name)?.text;
  form.querySelector('[name=example]')?.addEventListener('change', (event: Event) => {
    if (program) program.value = textOf((event.target as HTMLSelectElement).value) ?? '';
  });
  onSubmit(form, run, () => {
    const text = program?.value ?? '';
    const example = shipped.examples.find((one) => one.text === text);
    return example ? { example: example.name } : { litmus: text };
  });
  onSubmit(other, explore, () => ({ experiment: select.value, setting: chosenSetting() }));
  // Pressed any earlier, a button would send its form and load the page anew.
  for (const button of root?.querySelectorAll('button') ?? []) button.disabled = false;
  /** A shared link runs what it shares; anything else in the fragment is left alone. */
  const restore = async () => {
    const shared = await sharedBy(location.hash.slice(1));
    if (!shared) return;
    if ('experiment' in shared) {
      select.value = shared.experiment;
      const asked = current();
      if (!asked) return;
      axes(asked, shared.setting);
      explore();
      return;
    }
    const text = 'litmus' in shared ? shared.litmus : textOf(shared.example);
    if (text === undefined || !program) return;
    program.value = text;
    if ('example' in shared) {
      const field = form.elements.namedItem('example');
      if (field instanceof HTMLSelectElement) field.value = shared.example;
    }
    run();
  };
  void restore();
  // A link opened where the page is open already changes the fragment and loads nothing.
  addEventListener('hashchange', () => void restore());
}

function onSubmit(form: HTMLFormElement, run: () => void, state: () => Shared): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run();
  });
  form.querySelector('[name=share]')?.addEventListener('click', (event: Event) => {
    void share(state(), event.target as HTMLButtonElement);
  });
}

async function share(state: Shared, button: HTMLButtonElement): Promise<void> {
  history.replaceState(null, '', `#${await linkOf(state)}`);
  button.textContent = await navigator.clipboard.writeText(location.href).then(
    () => 'Copied',
    () => 'In the address bar',
  );
}

if (litmus && scenario) void start(litmus, scenario);

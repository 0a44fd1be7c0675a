import type { Run } from '../../data/schema/run.ts';
import { axesOf, type Choice, chosenRows, metricsOf, type Offer } from '../lib/explorer/rows.ts';
import { figure, median, settings } from '../lib/format.ts';
import { plotsOf } from '../lib/plot.ts';
import { element, table } from './dom.ts';

const form = document.querySelector<HTMLFormElement>('#explorer');
const offers = JSON.parse(form?.dataset['offers'] ?? '[]') as readonly Offer[];
const runs = new Map<string, Promise<Run>>();

/** A run's file, fetched once; the site wrote it from the schema. */
function load(offer: Offer): Promise<Run> {
  const known =
    runs.get(offer.run) ?? fetch(offer.json).then((response) => response.json() as Promise<Run>);
  runs.set(offer.run, known);
  return known;
}

/** Names that are no axis of an experiment. */
const own = ['run', 'metric', 'raw'];

function fromAddress(): Choice {
  const state = new URLSearchParams(location.search);
  return {
    run: state.get('run') ?? offers[0]?.run ?? '',
    metric: state.get('metric') ?? '',
    raw: state.get('raw') === 'on',
    axes: Object.fromEntries(
      [...state].filter(([name, value]) => !own.includes(name) && value !== ''),
    ),
  };
}

function fromForm(target: HTMLFormElement): Choice {
  const state = new FormData(target);
  const axes = [...state].flatMap(([name, value]) =>
    !own.includes(name) && typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  return {
    run: String(state.get('run') ?? ''),
    metric: String(state.get('metric') ?? ''),
    raw: state.get('raw') === 'on',
    axes: Object.fromEntries(axes),
  };
}

async function show(wanted: Choice): Promise<void> {
  const offer = offers.find((one) => one.run === wanted.run) ?? offers[0];
  if (!offer || !form) return;
  const run = await load(offer);
  const metrics = metricsOf(run.measurements);
  const metric = metrics.includes(wanted.metric) ? wanted.metric : (metrics[0] ?? '');
  const available = axesOf(run.measurements.filter((one) => one.metric === metric));
  const axes = Object.fromEntries(
    Object.entries(wanted.axes).filter(([name, value]) =>
      available.some((axis) => axis.name === name && axis.values.includes(value)),
    ),
  );
  const choice = { run: offer.run, metric, axes, raw: wanted.raw };
  fill(form, choice, metrics, available);
  const rows = chosenRows(run.measurements, choice);
  const [plot] = plotsOf(rows);
  const box = document.querySelector<HTMLElement>('#chart');
  const applies = offer.applies.filter((one) => one.metric === metric);
  if (box && plot) {
    box.className = 'live';
    const { draw } = await import('./chart.ts');
    draw(box, plot, choice.raw, applies);
  }
  document
    .querySelector('#applies')
    ?.replaceChildren(
      ...applies.map((one) =>
        element(
          'p',
          {},
          'Claim about this metric: ',
          element('a', { href: one.href }, one.statement),
          ` ${one.verdict} (${offer.scope})${Object.keys(one.conditions).length > 0 ? `, where ${settings(one.conditions)}` : ''}`,
        ),
      ),
    );
  document.querySelector('#numbers')?.replaceChildren(
    table(
      ['Settings', 'Median', 'Min', 'Max', 'Unit', 'n'],
      rows.map((one) => [
        settings(one.conditions),
        figure(median(one.samples)),
        figure(Math.min(...one.samples)),
        figure(Math.max(...one.samples)),
        one.unit,
        String(one.samples.length),
      ]),
      'The numbers of the chart',
    ),
  );
  document.querySelector('#csv')?.setAttribute('href', offer.csv);
  document.querySelector('#runpage')?.setAttribute('href', offer.page);
  remember(choice);
}

function fill(
  target: HTMLFormElement,
  choice: Choice,
  metrics: readonly string[],
  axes: readonly { name: string; values: readonly string[] }[],
): void {
  const option = (value: string, text: string, selected: boolean) => {
    const made = element('option', { value }, text);
    made.selected = selected;
    return made;
  };
  const select = (name: string) => target.querySelector<HTMLSelectElement>(`[name=${name}]`);
  for (const one of select('run')?.options ?? []) one.selected = one.value === choice.run;
  select('metric')?.replaceChildren(
    ...metrics.map((name) => option(name, name.replaceAll(/[-_]/g, ' '), name === choice.metric)),
  );
  const raw = target.querySelector<HTMLInputElement>('[name=raw]');
  if (raw) raw.checked = choice.raw;
  document
    .querySelector('#axes')
    ?.replaceChildren(
      ...axes.map((axis) =>
        element(
          'label',
          {},
          `${axis.name} `,
          element(
            'select',
            { name: axis.name },
            option('', 'all', choice.axes[axis.name] === undefined),
            ...axis.values.map((value) => option(value, value, choice.axes[axis.name] === value)),
          ),
        ),
      ),
    );
}

function remember(choice: Choice): void {
  const state = new URLSearchParams({
    run: choice.run,
    metric: choice.metric,
    ...(choice.raw ? { raw: 'on' } : {}),
    ...choice.axes,
  });
  history.replaceState(null, '', `?${state}`);
}

if (form) {
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    'input, select',
  ))
    control.disabled = false;
  form.addEventListener('change', (event) => {
    // Keep the keyboard where it is: the axes are drawn anew.
    const name = event.target instanceof HTMLElement ? event.target.getAttribute('name') : null;
    void show(fromForm(form)).then(
      () => name && form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)?.focus(),
    );
  });
  addEventListener('themechange', () => {
    if (document.querySelector('#chart.live')) void show(fromForm(form));
  });
  // The build has drawn the first chart already; scripts draw at request or for a shared address.
  if (location.search !== '') void show(fromAddress());
}

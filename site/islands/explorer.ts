import type { Names } from '../../data/schema/names.ts';
import type { Run } from '../../data/schema/run.ts';
import { caption } from '../lib/chart/caption.ts';
import type { Chart } from '../lib/chart/chart.ts';
import { describe, usualPanels } from '../lib/chart/describe.ts';
import { finding } from '../lib/chart/finding.ts';
import { nameOf } from '../lib/explorer/beside.ts';
import { addressOf, type Choice, choiceOf } from '../lib/explorer/choice.ts';
import { facetsOf } from '../lib/explorer/facets.ts';
import { formOf } from '../lib/explorer/form.ts';
import { narrowed } from '../lib/explorer/narrowed.ts';
import { numbersOf } from '../lib/explorer/numbers.ts';
import { type Applies, chosenRows, joined, type Offer, type Row } from '../lib/explorer/rows.ts';
import { drawnCsv } from '../lib/explorer/samples-csv.ts';
import { type Naming, namingOf } from '../lib/naming.ts';
import { element, table } from './dom.ts';
import { fill } from './explorer-form.ts';

const form = document.querySelector<HTMLFormElement>('#explorer');
/** What there is to choose from: fetched at the first choice. */
let offers: readonly Offer[] = [];
let naming: Naming = namingOf({ metrics: {}, axes: {} });
const runs = new Map<string, Promise<Run>>();
/** What the chart and the table show now; the CSV is made from it at request. */
let shown: { readonly chart: Chart; readonly rows: readonly Row[] } | undefined;

/** A run's file, fetched once; the site wrote it from the schema. */
function load(offer: Offer): Promise<Run> {
  const known =
    runs.get(offer.run) ?? fetch(offer.json).then((response) => response.json() as Promise<Run>);
  runs.set(offer.run, known);
  return known;
}

async function offered(): Promise<void> {
  const response = await fetch(form?.dataset['offers'] ?? '');
  const found = (await response.json()) as {
    readonly offers: readonly Offer[];
    readonly names: Names;
  };
  offers = found.offers;
  naming = namingOf(found.names);
}

/** What of a choice exists: an address may be old, and another metric or run has other axes. */
async function show(wanted: Choice, fresh = false): Promise<void> {
  if (offers.length === 0) await offered();
  const offer = offers.find((one) => one.run === wanted.run) ?? offers[0];
  if (!offer || !form) return;
  const metric = offer.metrics.includes(wanted.metric) ? wanted.metric : (offer.metrics[0] ?? '');
  const beside = offers.filter(
    (one) => one !== offer && wanted.beside.includes(one.run) && one.metrics.includes(metric),
  );
  const chosen = [offer, ...beside];
  const all = joined(await Promise.all(chosen.map(load))).filter((one) => one.metric === metric);
  const axes = fresh
    ? narrowed(all, { metric, panels: usualPanels })
    : existing(wanted, all, metric);
  const panels = fresh ? usualPanels : wanted.panels;
  const asked = {
    ...wanted,
    panels,
    run: offer.run,
    beside: beside.map((one) => one.run),
    metric,
    axes,
  };
  const rows = chosenRows(all, asked);
  const chart = describe(rows, naming, asked);
  const choice = { ...asked, baseline: chart?.baseline?.key ?? '' };
  fill(form, choice, offers, formOf(choice, all, chart, naming), naming);
  await drawChart(chart, choice.raw);
  shown = chart ? { chart, rows } : undefined;
  showClaims(chosen.flatMap((one) => one.applies.filter((about) => about.metric === metric)));
  showNumbers(chart, chosen);
  document.querySelector('#question')?.remove();
  history.replaceState(null, '', `?${addressOf(choice)}`);
}

/** The values asked for that these rows have. */
function existing({ axes }: Choice, all: readonly Row[], metric: string): Choice['axes'] {
  const known = new Map(
    facetsOf(all, { metric, axes: {} }).map((one) => [
      one.axis,
      one.values.map(({ text }) => text),
    ]),
  );
  return Object.fromEntries(
    Object.entries(axes).flatMap(([axis, values]) => {
      const found = values.filter((value) => known.get(axis)?.includes(value));
      return found.length > 0 ? [[axis, found]] : [];
    }),
  );
}

async function drawChart(chart: Chart | null, raw: boolean): Promise<void> {
  const figure = document.querySelector<HTMLElement>('#chart .chart');
  const panels = figure?.querySelector<HTMLElement>('.panels');
  const [title, words] = ['.finding', 'figcaption'].map((part) => figure?.querySelector(part));
  if (!panels || !title || !words) return;
  if (!chart) {
    title.textContent = 'No measurement has all of these values: take one of them back.';
    words.textContent = '';
    panels.replaceChildren();
    return;
  }
  title.textContent = `${finding(chart)}.`;
  words.textContent = caption(chart);
  const { draw } = await import('./chart.ts');
  draw(panels, chart, raw);
}

function showClaims(applies: readonly Applies[]): void {
  const said = applies.map((one) =>
    element(
      'li',
      {},
      element('a', { href: one.href }, one.statement),
      ` ${one.verdict} · ${one.scope}${Object.keys(one.conditions).length > 0 ? ` · ${naming.settings(one.conditions)}` : ''}`,
    ),
  );
  const summary = element('summary', { class: 'label' }, `Hypotheses about it (${said.length})`);
  document
    .querySelector('#applies')
    ?.replaceChildren(
      ...(said.length > 0 ? [element('details', {}, summary, element('ul', {}, ...said))] : []),
    );
}

function showNumbers(chart: Chart | null, chosen: readonly Offer[]): void {
  const numbers = chart && numbersOf(chart, naming);
  document
    .querySelector('#numbers')
    ?.replaceChildren(
      ...(numbers
        ? [
            element('p', { class: 'meta' }, `In every row: ${numbers.shared}.`),
            table(
              numbers.head,
              numbers.rows,
              'The numbers of the chart',
              (column) => column >= numbers.figures,
            ),
          ]
        : [element('p', { class: 'meta' }, 'No row.')]),
    );
  document
    .querySelector('#runpages')
    ?.replaceChildren(
      ...chosen.flatMap((one) => [' · ', element('a', { href: one.page }, nameOf(one))]),
    );
}

/** The form in the words of the address. */
function asked(target: HTMLFormElement): Choice {
  const entries = [...new FormData(target)].map(([name, value]) => [name, String(value)]);
  const state = new URLSearchParams(entries);
  return choiceOf(state, []);
}

if (form) {
  for (const control of form.querySelectorAll<
    HTMLInputElement | HTMLSelectElement | HTMLButtonElement
  >('input, select, button'))
    control.disabled = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show(asked(form));
  });
  form.addEventListener('change', (event) => {
    // Keep the keyboard where it is: axes and other runs are drawn anew.
    const { name, value, type } = event.target as HTMLInputElement;
    const same = `[name="${CSS.escape(name)}"]${type === 'checkbox' && name !== 'raw' ? `[value="${CSS.escape(value)}"]` : ''}`;
    const fresh = name === 'run' || name === 'metric';
    void show(asked(form), fresh).then(() => form.querySelector<HTMLElement>(same)?.focus());
  });
  document.querySelector<HTMLAnchorElement>('#csv')?.addEventListener('click', (event) => {
    if (!shown) return;
    const link = event.currentTarget as HTMLAnchorElement;
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(
      new Blob([drawnCsv(shown.chart, shown.rows)], { type: 'text/csv' }),
    );
    link.download = 'explorer.csv';
  });
  addEventListener('themechange', () => {
    if (document.querySelector('#chart canvas')) void show(asked(form));
  });
  // The build has drawn the first chart already; scripts draw at request or for a shared address.
  if (location.search !== '') {
    const state = new URLSearchParams(location.search);
    const plain = [...state.keys()].every((name) => ['run', 'metric'].includes(name));
    void show(choiceOf(state, usualPanels), plain);
  }
}

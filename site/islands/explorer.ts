import type { Run } from '../../data/schema/run.ts';
import { nameOf } from '../lib/explorer/beside.ts';
import { addressOf, choiceOf } from '../lib/explorer/choice.ts';
import { numbersOf } from '../lib/explorer/numbers.ts';
import {
  type Applies,
  axesOf,
  type Choice,
  chosenRows,
  joined,
  type Offer,
  type Row,
} from '../lib/explorer/rows.ts';
import { samplesCsv } from '../lib/explorer/samples-csv.ts';
import { settings } from '../lib/format.ts';
import { plotsOf, readable } from '../lib/plot.ts';
import { element, table } from './dom.ts';
import { fill } from './explorer-form.ts';

const form = document.querySelector<HTMLFormElement>('#explorer');
const offers = JSON.parse(form?.dataset['offers'] ?? '[]') as readonly Offer[];
const runs = new Map<string, Promise<Run>>();
/** What the chart and the table show now; the CSV is made from it at request. */
let shown: readonly Row[] = [];

/** A run's file, fetched once; the site wrote it from the schema. */
function load(offer: Offer): Promise<Run> {
  const known =
    runs.get(offer.run) ?? fetch(offer.json).then((response) => response.json() as Promise<Run>);
  runs.set(offer.run, known);
  return known;
}

/** What of a choice exists: an address may be old, and another metric or run has other axes. */
async function show(wanted: Choice): Promise<void> {
  const offer = offers.find((one) => one.run === wanted.run) ?? offers[0];
  if (!offer || !form) return;
  const metric = offer.metrics.includes(wanted.metric) ? wanted.metric : (offer.metrics[0] ?? '');
  const beside = offers.filter(
    (one) => one !== offer && wanted.beside.includes(one.run) && one.metrics.includes(metric),
  );
  const chosen = [offer, ...beside];
  const all = joined(await Promise.all(chosen.map(load))).filter((one) => one.metric === metric);
  const available = axesOf(all);
  const axes = Object.fromEntries(
    Object.entries(wanted.axes).filter(([name, value]) =>
      available.some((axis) => axis.name === name && axis.values.includes(value)),
    ),
  );
  const choice = { ...wanted, run: offer.run, beside: beside.map((one) => one.run), metric, axes };
  fill(form, choice, offers, available);
  shown = chosenRows(all, choice);
  const applies = chosen.flatMap((one) => one.applies.filter((about) => about.metric === metric));
  await drawChart(choice.raw, applies);
  showClaims(applies);
  showNumbers(chosen);
  history.replaceState(null, '', `?${addressOf(choice)}`);
}

async function drawChart(raw: boolean, applies: readonly Applies[]): Promise<void> {
  const box = document.querySelector<HTMLElement>('#chart');
  const [whole] = plotsOf(shown);
  if (!box || !whole) return;
  // Rows of a dot plot can be scrolled through; lines on top of one another cannot be told apart.
  const { plot, left } = whole.form === 'lines' ? readable(whole) : { plot: whole, left: 0 };
  box.className = 'live';
  const { draw } = await import('./chart.ts');
  draw(box, plot, raw, applies);
  const more = document.querySelector('#more');
  if (more) more.textContent = left > 0 ? `${left} more lines: narrow the choice above.` : '';
}

function showClaims(applies: readonly Applies[]): void {
  const said = applies.map((one) =>
    element(
      'li',
      {},
      element('a', { href: one.href }, one.statement),
      ` ${one.verdict} · ${one.scope}${Object.keys(one.conditions).length > 0 ? ` · ${settings(one.conditions)}` : ''}`,
    ),
  );
  const summary = element('summary', { class: 'label' }, `Hypotheses about it (${said.length})`);
  document
    .querySelector('#applies')
    ?.replaceChildren(
      ...(said.length > 0 ? [element('details', {}, summary, element('ul', {}, ...said))] : []),
    );
}

function showNumbers(chosen: readonly Offer[]): void {
  const { shared, head, rows } = numbersOf(shown);
  document
    .querySelector('#numbers')
    ?.replaceChildren(
      element('p', { class: 'meta' }, rows.length > 0 ? `In every row: ${shared}.` : 'No row.'),
      table(head, rows, 'The numbers of the chart'),
    );
  document
    .querySelector('#runpages')
    ?.replaceChildren(
      ...chosen.flatMap((one) => [' · ', element('a', { href: one.page }, nameOf(one))]),
    );
  const csv = document.querySelector('#csv');
  if (csv) csv.textContent = 'CSV of these numbers, every sample';
}

/** The form in the words of the address. */
function asked(target: HTMLFormElement): Choice {
  const entries = [...new FormData(target)].map(([name, value]) => [name, String(value)]);
  return choiceOf(new URLSearchParams(entries));
}

if (form) {
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    'input, select',
  ))
    control.disabled = false;
  form.addEventListener('change', (event) => {
    // Keep the keyboard where it is: axes and other runs are drawn anew.
    const { name, value, type } = event.target as HTMLInputElement;
    const same = `[name="${CSS.escape(name)}"]${type === 'checkbox' && name === 'with' ? `[value="${CSS.escape(value)}"]` : ''}`;
    void show(asked(form)).then(() => form.querySelector<HTMLElement>(same)?.focus());
  });
  document.querySelector<HTMLAnchorElement>('#csv')?.addEventListener('click', (event) => {
    if (shown.length === 0) return;
    const link = event.currentTarget as HTMLAnchorElement;
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([samplesCsv(shown)], { type: 'text/csv' }));
    link.download = 'explorer.csv';
  });
  addEventListener('themechange', () => {
    if (document.querySelector('#chart.live')) void show(asked(form));
  });
  // The build has drawn the first chart already; scripts draw at request or for a shared address.
  if (location.search !== '') void show(choiceOf(new URLSearchParams(location.search)));
}

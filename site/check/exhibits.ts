import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { exhibitsOf } from '../../data/schema/exhibit.ts';
import type { Finding } from '../../data/schema/finding.ts';
import { selects, type Where } from '../../data/schema/hypothesis.ts';
import { Conditions } from '../../data/schema/scope.ts';
import { settings, whereText } from '../lib/names.ts';
import { pairsOf } from '../lib/pairs.ts';
import { pagesOf } from './pages-of.ts';
import type { Published } from './published.ts';

/**
 * Exhibits of a built site that are not evidence for what stands beside them: a trace that is no case
 * of its verdict, or whose conditions are not those of hypothesis and page or are not printed; a chart
 * with other rows than the predicate selected; a picture that stands twice on a page.
 */
export function checkExhibits(dist: string, published: Published): Finding[] {
  return pagesOf(dist).flatMap((page) => {
    const html = readFileSync(join(dist, page), 'utf8');
    if (!html.includes('data-exhibit') && !html.includes('class="plot')) return [];
    return faults(html, published).map((what) => ({
      file: `dist/${page}`,
      what,
      next: 'mend the page, or publish with ./warrant bench publish, and build again',
    }));
  });
}

function faults(html: string, published: Published): string[] {
  const $ = load(html);
  const traces = $('[data-exhibit]')
    .toArray()
    .flatMap((element) =>
      traceFaults(element.attribs, $(element).find('.conditions').text(), published),
    );
  const charts = $('[data-chart]')
    .toArray()
    .flatMap((element) => {
      const drawn = $(element).find('.plot .dot').length;
      return chartFaults(
        element.attribs,
        $(element).find('.plot').length > 0 ? drawn : null,
        published,
      );
    });
  // The quotient belongs to the predicate and not to the picture.
  $('.plot .quotient').remove();
  const pictures = $('.plot')
    .toArray()
    .map((element) => $.html(element));
  return [
    ...traces,
    ...charts,
    ...repeated(
      $('[data-exhibit]')
        .toArray()
        .map(({ attribs }) => attribs['data-exhibit'] ?? ''),
    ).map((id) => `trace ${id} stands twice`),
    ...repeated(pictures).map(
      (each) => `the picture “${/aria-label="([^";]*)/.exec(each)?.[1]}” stands twice`,
    ),
  ];
}

const repeated = (all: readonly string[]) => all.filter((each, i) => all.indexOf(each) !== i);

type Attributes = Readonly<Record<string, string>>;

function traceFaults(of: Attributes, printed: string, published: Published): string[] {
  const id = of['data-exhibit'] ?? '';
  const found = verdictOf(of, published);
  if (!found) return [`trace ${id} stands beside no verdict`];
  const exhibit = exhibitsOf(found.verdict, (run) => published.runs.get(run)).find(
    ({ trace }) => trace === id,
  );
  if (!exhibit) return [`trace ${id} comes from no case of ${found.hypothesis.id}`];
  const where = Conditions.parse(JSON.parse(of['data-where'] ?? '{}'));
  const wanted: Where = { ...found.hypothesis.conditions, ...where };
  const { conditions } = exhibit;
  const missing = Object.entries(conditions).filter(
    ([axis, value]) => !printed.includes(settings({ [axis]: value })),
  );
  return [
    ...(selects(wanted, conditions)
      ? []
      : [`trace ${id} is of ${settings(conditions)}, beside words about ${whereText(wanted)}`]),
    ...missing.map(([axis]) => `trace ${id}: its condition ${axis} is not printed`),
  ];
}

/** @param drawn points in its picture; null where it has none */
function chartFaults(of: Attributes, drawn: number | null, published: Published): string[] {
  const name = `the chart of ${of['data-metric']} beside ${of['data-chart']}`;
  const found = verdictOf({ ...of, 'data-hypothesis': of['data-chart'] ?? '' }, published);
  if (!found) return [`${name} stands beside no verdict`];
  const pairs = pairsOf(found.verdict, (run) => published.runs.get(run)).find(
    ({ metric, rows }) => metric === of['data-metric'] && String(rows.length) === of['data-rows'],
  );
  const points = pairs?.pairs.reduce((sum, pair) => sum + pair.points.length, 0);
  if (pairs && (drawn === null || drawn === points)) return [];
  return [`${name} has other rows than the predicate selects`];
}

function verdictOf(of: Attributes, { hypotheses, verdicts }: Published) {
  const hypothesis = hypotheses.get(of['data-hypothesis'] ?? '');
  const verdict = verdicts.find(
    (one) => one.hypothesis === hypothesis?.id && one.scope === of['data-scope'],
  );
  return hypothesis && verdict ? { hypothesis, verdict } : null;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exhibitsOf, fits } from '../../data/schema/exhibit.ts';
import { settings } from '../lib/names.ts';
import { checkExhibits } from './exhibits.ts';
import { publishedBelow } from './published.ts';

const dist = mkdtempSync(join(tmpdir(), 'warrant-exhibits-'));
afterAll(() => rmSync(dist, { recursive: true }));
const published = publishedBelow(process.cwd());

function said(html: string): readonly string[] {
  writeFileSync(join(dist, 'index.html'), html);
  return checkExhibits(dist, published).map(({ file, what }) => {
    expect(file).toBe('dist/index.html');
    return what;
  });
}

const hypothesis = 'pointer-survives-user-flush';
const verdict = published.verdicts.find((one) => one.hypothesis === hypothesis);
if (!verdict) throw new Error(`${hypothesis} has no verdict`);
const traces = exhibitsOf(verdict, (id) => published.runs.get(id));
const under = (where: Readonly<Record<string, string | boolean>>) => {
  const found = traces.find(({ conditions }) => fits(conditions, where));
  if (!found) throw new Error(`no trace under ${settings(where)}`);
  return found;
};
const wal = { approach: 'map-sync', faultSync: false, metadata: 'wal' };
const logged = under(wal);
const flagged = under({ approach: 'block-flag', metadata: 'in-place' });

const exhibit = ({ trace, conditions }: typeof logged, where: object, of = hypothesis) =>
  `<figure data-exhibit="${trace}" data-hypothesis="${of}" data-scope="model" data-where='${JSON.stringify(where)}'><p class="conditions">Under ${settings(conditions)}.</p></figure>`;

describe('a trace beside a verdict', () => {
  test('under the conditions that the page speaks of is in order', () => {
    expect(said(exhibit(logged, wal))).toEqual([]);
  });
  test.each([
    ['of other conditions', exhibit(flagged, wal), /beside words about/],
    ['twice', exhibit(logged, wal) + exhibit(logged, wal), /stands twice/],
    ['of another hypothesis', exhibit(logged, {}, 'split-elsewhere-loses-nothing'), /no case of/],
    ['of no verdict', exhibit(logged, {}, 'no-such-hypothesis'), /beside no verdict/],
    [
      'without one of its conditions printed',
      exhibit(logged, wal).replace('fault sync off', ''),
      /condition faultSync is not printed/,
    ],
  ])('%s is found', (_, html, what) => {
    expect(said(html)).toEqual([expect.stringMatching(what)]);
  });
});

const svg = (dots: number, quotient = '2×') =>
  `<svg class="plot" aria-label="flushes by case">${'<path class="dot" d="M0 0"/>'.repeat(dots)}<text class="tick quotient">${quotient}</text></svg>`;
const chart = (rows: number, dots: number) =>
  `<figure data-chart="fsync-pays-for-changes-elsewhere" data-scope="guest" data-metric="instructions" data-rows="${rows}">${svg(dots)}</figure>`;

describe('a chart', () => {
  test('with the rows that the predicate selects is in order', () => {
    expect(said(chart(4, 4))).toEqual([]);
  });
  test.each([
    ['that names more rows', chart(24, 24), /other rows than the predicate selects/],
    ['that draws fewer', chart(4, 3), /other rows than the predicate selects/],
    ['that stands twice, whatever is asked of it', svg(2, '2×') + svg(2, '3×'), /stands twice/],
  ])('%s is found', (_, html, what) => {
    expect(said(html)).toEqual([expect.stringMatching(what)]);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkRuledPages, ruledPages, ruledText } from './ruled-pages.ts';

const chip = '<span class="verdict">holds where<span class="scope"> · model</span></span>';
const ruling = {
  word: 'holds where metadata = wal',
  sentence: 'Holds under a log.',
  scopes: ['model'],
  verdicts: [
    { hypothesis: 'h', scope: 'model', verdict: 'refuted', bears: 'against', where: { a: ['b'] } },
  ],
  exhibit: { trace: 'x-000000000000', conditions: { metadata: 'wal' } },
};

function site(head: string, standing: number): string {
  const dist = mkdtempSync(join(tmpdir(), 'ruled-'));
  onTestFinished(() => rmSync(dist, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(join(dist, name, '..'), { recursive: true });
    writeFileSync(join(dist, name), text);
  };
  const claim = { id: 'c-000000000000', title: 'T', review: 'r' };
  write('claims/c-000000000000/index.html', `<div class="verdicts">${head}</div>`);
  write('claims/c-000000000000.json', JSON.stringify({ claim, ruling }));
  write('reviews/r/index.html', `<ul><li data-standing="${standing}"></li></ul>`);
  return dist;
}
const sign = '<ul><li data-bears="against"></li></ul>';

test('a page with one ruling, its signs and a review that adds up are in order', () => {
  const dist = site(chip + sign, 1);
  expect(checkRuledPages(dist)).toEqual([]);
  const [page] = ruledPages(dist);
  if (!page) throw new Error('no page');
  expect(ruledText(page)).toContain('against  refuted      model h {"a":["b"]}');
  expect(ruledText(page)).toContain('x-000000000000 {"metadata":"wal"}');
});

test.each([
  ['three chips', chip.repeat(3) + sign, 1, 'shows 3 rulings instead of one'],
  ['another word', chip.replace('holds where', 'fails') + sign, 1, 'its JSON says holds where'],
  ['a sign turned round', chip + sign.replace('against', 'for'), 1, 'shows other signs'],
  ['a claim counted twice', chip + sign, 2, 'rules on 2 claims of 1'],
])('%s is found', (_, head, standing, what) => {
  expect(checkRuledPages(site(head, standing)).map((found) => found.what)).toEqual([
    expect.stringContaining(what),
  ]);
});

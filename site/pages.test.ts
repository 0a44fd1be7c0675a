import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'cheerio';
import { beforeAll, expect, test } from 'vitest';
import { checkLinks } from './check/links.ts';
import { type Built, buildSite } from './test/build-site.ts';
import { invalid } from './test/validate.ts';

let built: Built;
beforeAll(() => {
  built = buildSite('pages', ['data/threads/dax-2016-seed.txt']);
}, 120_000);

const textOf = (page: string) => readFileSync(join(built.dist, page), 'utf8');

test('no internal link is broken, fragments included', () => {
  expect(checkLinks(built.dist, built.base)).toEqual([]);
}, 60_000);

test('every page is valid HTML', async () => {
  expect(await invalid(built.dist, built.pages)).toEqual([]);
}, 120_000);

test('a claim page stays below 60 kB and has a JSON twin', () => {
  const claims = built.pages.filter((page) => /^claims\/c-/.test(page));
  expect(claims.length).toBeGreaterThan(0);
  for (const page of claims) {
    expect([page, statSync(join(built.dist, page)).size > 60_000]).toEqual([page, false]);
    const twin = JSON.parse(textOf(`${dirname(page)}.json`));
    expect(twin.schemaVersion).toBe(1);
  }
});

test('every page carries the policy, and nothing in it needs an exception', () => {
  for (const page of built.pages) {
    const $ = load(textOf(page));
    const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect($('script:not([src])').length).toBe(0);
    expect($('style, [style]').length).toBe(0);
    expect($('[onclick], [onload], [onerror]').length).toBe(0);
  }
});

test('no page states a verdict word in a chip without a scope, a reason or a list beside it', () => {
  for (const page of built.pages.filter((name) => /^claims\/c-/.test(name))) {
    const $ = load(textOf(page));
    for (const first of $('.verdicts .verdict').toArray()) {
      expect([page, $(first).find('.scope').text().trim() !== '']).toEqual([page, true]);
    }
  }
});

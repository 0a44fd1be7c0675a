import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'cheerio';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ClaimKind, Stance } from '../data/schema/claim.ts';
import { checkLinks } from './check/links.ts';
import { hostile } from './journey/hostile.ts';
import { type Built, buildSite } from './test/build-site.ts';
import { hostileMail } from './test/hostile-mail.ts';
import { invalid } from './test/validate.ts';

/** Mail that nobody has reviewed. */
const unreviewed = `From a@example.org Mon Sep 12 21:34:05 2016
From: A. Author <a@example.org>
Date: Mon, 12 Sep 2016 21:34:05 +0000
Subject: A log in user space
Message-ID: <unreviewed@example.org>

Every store must be flushed before the flag is set. I think that the
kernel should not be asked at all.

Do we know what a fence costs here?
`;

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
const mail = join(folder, 'unreviewed.mbox');
afterEach(() => vi.unstubAllEnvs());

let built: Built;
beforeAll(() => {
  writeFileSync(mail, unreviewed);
  built = builtBy('2', 'pages');
});

/** The site of these sources, made by so many workers. */
function builtBy(workers: string, name: string): Built {
  vi.stubEnv('WARRANT_WORKERS', workers);
  return buildSite(name, ['data/threads/dax-2016-seed.txt', mail, hostileMail()]);
}

test('workers write the same files, byte for byte, as Astro alone', () => {
  const shared = hashes(built.dist);
  expect(shared).toEqual(hashes(builtBy('0', 'pages-alone').dist));
  const made = (pattern: RegExp) => Object.keys(shared).filter((name) => pattern.test(name)).length;
  expect(made(/^threads\/t-[^/]*\/index\.html$/)).toBeGreaterThan(0);
  expect(made(/^threads\/.*\.eml$/)).toBeGreaterThan(0);
  expect(made(/^search\/terms\//)).toBeGreaterThan(0);
});

/** SHA-256 of each file of a folder by its path. */
function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file.slice(folder.length + 1),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}

const textOf = (page: string) => readFileSync(join(built.dist, page), 'utf8');

test('no internal link is broken, fragments included', () => {
  expect(checkLinks(built.dist, built.base)).toEqual([]);
});

test('a reader comes from the front page to pages of every kind', () => {
  const reached = new Set(['index.html']);
  for (const page of reached) {
    for (const [, to = ''] of textOf(page).matchAll(/href="([^"#?]*\/)["#?]/g)) {
      const { pathname } = new URL(to, `http://site${built.base}${dirname(page)}/`);
      const found = `${decodeURIComponent(pathname).slice(built.base.length)}index.html`;
      if (built.pages.includes(found)) reached.add(found);
    }
  }
  // Former addresses and the page of what is not found are for nobody to find.
  const shown = built.pages.filter((page) => !textOf(page).includes('content="noindex"'));
  const kinds = Map.groupBy(shown, (page) => page.split('/').slice(0, -2).join('/') || page);
  const unreached = [...kinds].filter(([, pages]) => !pages.some((page) => reached.has(page)));
  expect(unreached.map(([kind]) => kind)).toEqual([]);
});

/** Pages of one kind come from one template over like data: beyond these, more of them show nothing new. */
const perKind = 8;

test('pages of every kind are valid HTML', async () => {
  const kinds = Map.groupBy(built.pages, (page) => page.split('/')[0]);
  const sample = [...kinds.values()].flatMap((pages) => pages.slice(0, perKind));
  expect(await invalid(built.dist, sample)).toEqual([]);
});

test('a claim page stays below 60 kB and has a JSON twin', () => {
  const claims = built.pages.filter((page) => /^claims\/c-/.test(page));
  expect(claims.length).toBeGreaterThan(0);
  for (const page of claims) {
    expect([page, statSync(join(built.dist, page)).size > 60_000]).toEqual([page, false]);
    const twin = JSON.parse(textOf(`${dirname(page)}.json`));
    expect(twin.schemaVersion).toBe(1);
  }
});

test('a thread can be had as mbox and its messages as text, under the base path', () => {
  const threads = built.pages.filter((page) => /^threads\/t-/.test(page));
  const links = threads.flatMap((page) =>
    load(textOf(page))('a[download]')
      .toArray()
      .map((link) => link.attribs['href'] ?? ''),
  );
  for (const link of links) expect(link.startsWith(built.base)).toBe(true);
  const files = links.map((link) => textOf(link.slice(built.base.length)));
  const body = 'tip-to-root extent tree split';
  expect(
    files.filter((text) => text.startsWith('From mboxrd@z ') && text.includes(body)),
  ).toHaveLength(1);
  expect(
    files.filter((text) => text.startsWith('X-Warrant-Note: ') && text.includes(body)),
  ).toHaveLength(1);
});

test('extracted statements are listed with the thread, as proposals, and cost the page little', () => {
  const threads = built.pages.filter((page) => /^threads\/t-/.test(page));
  const rows = threads.flatMap((page) => {
    const $ = load(textOf(page));
    const list = $('.proposals');
    if (list.length === 0) return [];
    expect(list.find('summary').text()).toContain('not reviewed');
    expect(list.attr('open')).toBeUndefined();
    expect($.html(list).length).toBeLessThan($.html().length / 2);
    return list
      .find('tbody tr')
      .toArray()
      .map((row) => ({
        id: row.attribs['id'] ?? '',
        cells: $(row)
          .find('td')
          .toArray()
          .map((cell) => $(cell).text()),
      }));
  });
  expect(rows.length).toBeGreaterThan(0);
  for (const { id, cells } of rows) {
    expect(id).toMatch(/^p-c-[0-9a-f]{12}$/);
    expect(built.pages).not.toContain(`claims/${id.slice(2)}/index.html`);
    expect(cells[0]).not.toBe('');
    expect(ClaimKind.options).toContain(cells[2]);
    expect(Stance.options).toContain(cells[3]);
    expect(cells[4]).not.toBe('');
    expect(Number(cells[5])).toBeGreaterThan(0);
  }
});

test('every page carries the policy, and nothing in it needs an exception', () => {
  for (const page of built.pages) {
    const html = textOf(page);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect([page, policy.startsWith("default-src 'none'")]).toEqual([page, true]);
    expect(policy).not.toContain('unsafe');
    expect([page, exceptionsIn(html)]).toEqual([page, []]);
  }
});

/** Names of elements that the policy would have to except. Only pages that may have some are parsed. */
function exceptionsIn(html: string): string[] {
  const suspect = /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="|href="javascript:/;
  if (!suspect.test(html)) return [];
  return load(html)
    .root()
    .find('*')
    .toArray()
    .filter(
      ({ name, attribs }) =>
        (name === 'script' && !attribs['src']) ||
        name === 'style' ||
        Object.keys(attribs).some((key) => key === 'style' || key.startsWith('on')) ||
        attribs['href']?.startsWith('javascript:'),
    )
    .map(({ name }) => name);
}

test('no page states a verdict word in a chip without a scope, a reason or a list beside it', () => {
  for (const page of built.pages.filter((name) => /^claims\/c-/.test(name))) {
    const $ = load(textOf(page));
    for (const first of $('.verdicts .verdict').toArray()) {
      expect([page, $(first).find('.scope').text().trim() !== '']).toEqual([page, true]);
    }
  }
});

describe('a hostile corpus is inert', () => hostile(() => built));

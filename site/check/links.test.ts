import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkLinks } from './links.ts';

const built: string[] = [];
afterEach(() => {
  for (const folder of built.splice(0)) rmSync(folder, { recursive: true });
});

function site(files: Readonly<Record<string, string>>): string {
  const dist = mkdtempSync(join(tmpdir(), 'links-'));
  built.push(dist);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), text);
  }
  return dist;
}

const broken = (files: Readonly<Record<string, string>>, base = '/') =>
  checkLinks(site(files), base).map(({ file, what }) => `${file}: ${what}`);

test('links between pages, to files, fragments and the outside resolve', () => {
  const files = {
    'index.html':
      '<a href="/claims/c-1/#quote">x</a> <a href="claims/c-1/">y</a> <img src="/a%20b.svg"> <a href="https://x.org/">z</a> <a href="#here" id="here">',
    'claims/c-1/index.html':
      '<p id="quote">q</p> <a href="../../?q=a&amp;b">home</a> <a href="data.json">j</a>',
    'claims/c-1/data.json': '{}',
    'a b.svg': '',
  };
  expect(broken(files)).toEqual([]);
});

test.each([
  ['a missing page', '<a href="/nowhere/">'],
  ['a missing fragment', '<a href="/#gone">'],
  ['a missing image', '<img src="gone.png">'],
  ['a way out of the site', '<a href="../../etc/passwd">'],
  ['a malformed escape', '<a href="/%zz">'],
])('%s is found', (_, html) => {
  expect(broken({ 'index.html': html })).toHaveLength(1);
});

test('under a base path, a link that forgets the base is broken', () => {
  expect(
    broken({ 'index.html': '<a href="/warrant/">ok</a><a href="/">forgot</a>' }, '/warrant/'),
  ).toEqual(['dist/index.html: the link / leads nowhere']);
});

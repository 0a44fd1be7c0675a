import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkPrivatePaths } from './private-paths.ts';

const dist = mkdtempSync(join(tmpdir(), 'warrant-private-'));
afterAll(() => rmSync(dist, { recursive: true }));

function said(content: string): readonly string[] {
  writeFileSync(join(dist, 'page.json'), content);
  return checkPrivatePaths(dist, ['/home/reader', '/root']).map(
    ({ file, what }) => `${file}: ${what}`,
  );
}

test.each([
  ['"/home/reader/mail/list.mbox"', '/home/reader'],
  ['<span class="source">read from ../mail/<b>list</b>.mbox (mbox)</span>', '../mail/list.mbox'],
])('%s is found', (content, place) => {
  expect(said(content)).toEqual([
    `dist/page.json: names a place on the machine that built it: ${place}`,
  ]);
});

test.each([
  'The data are read from /dev/pmem0, as /root/test.sh does.',
  '<span class="source">read from list.mbox (mbox)</span>',
  '<span class="source">read from https://lore.kernel.org/r/x@y (page)</span>',
])('%s tells nothing', (content) => expect(said(content)).toEqual([]));

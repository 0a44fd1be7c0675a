import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Review } from '../../data/schema/review.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { command as claims } from './claims.ts';
import { command as curate } from './curate.ts';
import { command as ingest } from './ingest.ts';
import { command as review } from './review.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.clean());

const mail = (id: string, who: string, subject: string, words: string, to?: string) =>
  `From x Mon Jan  1 00:00:00 2018
From: ${who} <${who}@example.org>
Subject: ${subject}
Date: Mon, 1 Jan 2018 1${id.length % 10}:00:00 +0000
Message-ID: <${id}@example.org>
${to === undefined ? '' : `In-Reply-To: <${to}@example.org>\n`}
${words}

`;
const series = [
  mail(
    's1',
    'ann',
    '[list] [PATCH v3 0/2] fs: report late errors',
    'We should report errors by SYNC_LATE. SYNC_LATE returns the error once.',
  ),
  mail(
    's12',
    'ben',
    'Re: [PATCH v3 0/2] fs: report late errors',
    'I propose that SYNC_LATE keeps the error. A side table costs memory.',
    's1',
  ),
  mail(
    's123',
    'eve',
    'Re: [PATCH v3 0/2] fs: report late errors',
    'We should drop the side table, since SYNC_LATE needs none.',
    's12',
  ),
  mail(
    's1234',
    'ann',
    '[RESEND PATCH v4 0/2] fs: report late errors',
    'I propose that SYNC_LATE keeps the error until a program has read it.',
  ),
].join('');

test('makes a review whose claims can be curated at once; a later version of the series belongs to it', async () => {
  await bench.feed(series, ingest, '-');
  const made = await bench.run(review, 'new', 'late-errors', '--thread', 's12@example.org');
  expect(made.code).toBe(0);
  const written = readYaml(join(bench.root, 'data/reviews/late-errors.yaml'), Review);
  expect(written).toMatchObject({
    title: 'fs: report late errors',
    threads: [{ root: '<s1@example.org>' }],
    approaches: [{ id: 'sync-late', name: 'SYNC_LATE', argued: ['ann', 'ben', 'eve'] }],
  });
  const { out } = await bench.run(claims, '--message', '<s1234@example.org>', '--json');
  const claim = JSON.parse(out.split('\n')[0] ?? '');
  expect(claim.approach).toBe('sync-late');
  const { code } = await bench.run(curate, 'accept', claim.id, '--title', 'It keeps the error.');
  expect(code).toBe(0);
  expect((await bench.run(curate, 'lint')).out).toBe('');
});

test('refuses a review that exists, a thread that has one, and a name that is none', async () => {
  const file = join(bench.root, 'data/reviews/table.yaml');
  const before = readFileSync(file, 'utf8');
  const make = (id: string, thread: string) => bench.run(review, 'new', id, '--thread', thread);
  await expect(make('table', 'one@example.org')).rejects.toThrow('exists');
  await expect(make('other', 'one@example.org')).rejects.toThrow('belongs to');
  await expect(make('No Slug', 'one@example.org')).rejects.toMatchObject({ exit: 'usage' });
  await expect(make('other', 'nobody@example.org')).rejects.toMatchObject({ exit: 'usage' });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

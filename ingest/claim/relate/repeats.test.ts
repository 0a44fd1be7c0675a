import { afterAll, beforeAll, expect, test } from 'vitest';
import { command as claims } from '../../commands/claims.ts';
import { command as curate } from '../../commands/curate.ts';
import { command as ingest } from '../../commands/ingest.ts';
import { openWorkbench, type Workbench } from '../../commands/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.clean());

const pitch = 'The allocator must keep the old block until the new pointer is on the disk.';
const mail = (id: string, hour: number, subject: string, to: string, body: string) =>
  `From x Mon Jan  1 00:00:00 2018
From: Cy Dent <cy@example.org>
Subject: ${subject}
Date: Tue, 2 Jan 2018 ${hour}:00:00 +0000
Message-ID: <${id}@example.org>
${to === '' ? '' : `In-Reply-To: <${to}@example.org>\n`}
${body}

`;

const saying = async (...args: string[]) => {
  const { out } = await bench.run(claims, '--json', ...args);
  return out
    .split('\n')
    .filter((line) => line.includes('the old block'))
    .map((line): { id: string } => JSON.parse(line));
};

test('what a mail says again to the letter is proposed once, in its thread and in another version', async () => {
  const v1 = '[PATCH 0/1] alloc: order the writes';
  const box = [
    mail('p1', 10, v1, '', pitch),
    mail('p2', 11, `Re: ${v1}`, 'p1', `Sent again, the first copy was cut.\n\n${pitch}`),
    mail('q1', 12, '[PATCH v2 0/1] alloc: order the writes', '', pitch),
  ].join('');
  await bench.feed(box, ingest, '-');
  expect(await saying('--thread', '<p1@example.org>')).toHaveLength(1);
  expect(await saying('--pending')).toHaveLength(1);
  expect(await saying()).toHaveLength(2);
  const [claim] = await saying('--thread', '<p1@example.org>');
  await bench.run(curate, 'accept', claim?.id ?? '', '--title', 'Order.', '--review', 'table');
  expect(await saying('--pending')).toEqual([]);
});

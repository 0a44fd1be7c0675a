import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchedIo } from '../evidence/fixture/io.ts';
import { command } from './verify.ts';

test('a published verdict holds when its experiment is repeated, and the report says so', async () => {
  const report = mkdtempSync(join(tmpdir(), 'verify-'));
  onTestFinished(() => rmSync(report, { recursive: true }));
  const began = new Date().toISOString();
  const io = watchedIo();
  const code = await command.run({
    positionals: ['async-faults-lose-new-blocks'],
    values: { json: true, quick: true, report },
    io,
  });
  expect(code).toBe(0);
  const [line, ...more] = io.printed().trim().split('\n');
  expect(more).toEqual([]);
  expect(JSON.parse(line ?? '')).toMatchObject({
    hypothesis: 'async-faults-lose-new-blocks',
    scope: 'model',
    verdict: 'supported',
    conditions: { approach: 'map-sync' },
    reproduce: expect.stringMatching(/^\.\/warrant verify /),
    status: 'holds',
    claims: expect.arrayContaining([{ id: 'c-27d15bd353f3', bears: 'for' }]),
  });
  const first = JSON.parse(line ?? '');
  expect(first.repeated).toBeGreaterThan(0);
  expect(first.repeated).toBeLessThanOrEqual(first.cases);
  expect(readFileSync(join(report, 'verify.html'), 'utf8')).toContain(
    'async-faults-lose-new-blocks',
  );
  expect(JSON.parse(readFileSync(join(report, 'verify.json'), 'utf8')).verdicts).toHaveLength(1);

  // Continued after a stop: what was repeated since then is taken and not run again.
  const again = watchedIo();
  await command.run({
    positionals: ['async-faults-lose-new-blocks'],
    values: { json: true, quick: true, since: began },
    io: again,
  });
  expect(JSON.parse(again.printed())).toMatchObject({ rerun: first.rerun, status: 'holds' });
});

test('an instant that is none is refused before anything runs', async () => {
  const asked = command.run({ positionals: [], values: { since: 'yesterday' }, io: watchedIo() });
  await expect(asked).rejects.toThrow('--since "yesterday" is no instant');
});

test('an unknown hypothesis is refused before anything runs', async () => {
  const io = watchedIo();
  const asked = command.run({ positionals: ['nothing'], values: {}, io });
  await expect(asked).rejects.toThrow('no hypothesis "nothing"');
});

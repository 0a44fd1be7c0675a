import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laboratoryHere } from '../../crash/fixture/laboratory-here.ts';
import { sweep } from '../../crash/sweep.ts';
import { postgresLacking, type Server, startPostgres } from '../fixture/postgres.ts';
import { worker } from '../fixture/worker.ts';
import { crashPackagesHere } from '../packages.ts';
import { planId } from '../plan.ts';
import { readSurvivalPart, survivalPart, survivalPlanOf } from '../survival-plan.ts';
import { sweepCrashes } from './sweep.ts';

const root = process.cwd();
const hang = 900_000;
const laboratory = await laboratoryHere();
const lacking = typeof laboratory === 'string' ? laboratory : postgresLacking();

const named = (words: string) => ({ name: words, words });
const swept = {
  command: 'test',
  kernel: '6.1',
  disk: { fs: 'ext4', mkfs: '', options: 'noauto_da_alloc' },
  budget: 16,
  depth: 0,
  sequences: [
    [named('write B n 8'), named('rename B A')],
    [named('append A n 8'), named('fsync A')],
  ],
};

describe.skipIf(lacking !== null)(`crashes over a queue${lacking ? ` (${lacking})` : ''}`, () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, hang);
  afterAll(() => server.stop());

  test('sequences crashed on two workers give the bytes of one machine', {
    timeout: hang,
  }, async () => {
    if (typeof laboratory === 'string') return;
    const packages = await crashPackagesHere('6.1', { root, env: process.env });
    const whole = { ...survivalPlanOf(root, { ...swept, packages }), parts: [[0], [1]] };
    const plan = { ...whole, id: planId(whole) };
    const workers = [worker(server.url), worker(server.url)];
    const gathered = await sweepCrashes(plan, server.url, {
      signal: new AbortController().signal,
      progress: () => {},
    });
    for (const one of workers) {
      await one.end();
      expect(one.said()).not.toContain('refused'); // a busy machine may cost a second try
    }
    const keep = mkdtempSync(join(tmpdir(), 'warrant-test-'));
    const alone = await sweep({ ...laboratory.options, ...swept, keep });
    expect(alone.sequences).toHaveLength(2);
    expect(JSON.stringify(gathered)).toBe(JSON.stringify(alone));
    const part = JSON.stringify(survivalPart(plan, 0, alone));
    expect(readSurvivalPart(part, 'here').survival).toEqual(alone);
    const changed = part.replace('"complete":true', '"complete":false');
    expect(() => readSurvivalPart(changed, 'here')).toThrow('changed after it was made');
  });
});

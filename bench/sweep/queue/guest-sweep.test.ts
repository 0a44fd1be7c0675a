import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageOf } from '../../../data/schema/fault.ts';
import { runQueued } from '../../commands/run-queued.ts';
import { contentOf } from '../../evidence/runs/content-of.ts';
import { runOn } from '../../evidence/runs/run-on.ts';
import { loadExperiment } from '../../explore/load-experiment.ts';
import { guestPackages } from '../../guest/guest-packages.ts';
import { settings } from '../../model/settings.ts';
import { postgresLacking, type Server, startPostgres } from '../fixture/postgres.ts';
import { worker } from '../fixture/worker.ts';

const root = process.cwd();
/** A boot takes seconds on an idle machine; this ends a hang. */
const hang = 900_000;

/** The matrix of kernels with two boots in place of four, and few settings in each. */
const kernels = loadExperiment('guest-kernels', root, root);
const small = {
  ...kernels,
  quick: { kernel: ['6.1', '6.12'], fs: ['ext4', 'xfs'], state: ['unwritten'], mapping: ['pte'] },
};
const options = {
  root,
  env: process.env,
  quick: true,
  command: './warrant bench run guest-kernels --substrate guest --quick',
  signal: new AbortController().signal,
  progress: () => {},
};

/** Why this machine has no queue or no guest, or null. */
const lacking = await (async () => {
  try {
    await guestPackages(small, settings(small, { quick: true }), root, process.env);
    return postgresLacking();
  } catch (caught) {
    return messageOf(caught);
  }
})();

describe.skipIf(lacking !== null)(`kernels over a queue${lacking ? ` (${lacking})` : ''}`, () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, hang);
  afterAll(() => server.stop());

  test('two workers measure what one machine does, to the last digit', {
    timeout: hang,
  }, async () => {
    const workers = [worker(server.url), worker(server.url)];
    const { run } = await runQueued(small, 'guest', server.url, false, options);
    for (const one of workers) {
      await one.end();
      expect(one.said()).not.toContain('refused'); // a busy machine may cost a second try
    }
    const alone = await runOn(small, 'guest', options);
    expect(run.measurements.length).toBeGreaterThan(50);
    expect(contentOf(run)).toBe(contentOf(alone.run));
    const { experiment: _, ...tools } = run.manifest.tools;
    expect(tools).toMatchObject(
      await guestPackages(small, settings(small, { quick: true }), root, process.env),
    );
  });
});

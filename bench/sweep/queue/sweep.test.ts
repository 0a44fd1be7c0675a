import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command, OptionValues } from '../../../data/schema/command.ts';
import type { Run } from '../../../data/schema/run.ts';
import { command as explore } from '../../commands/explore.ts';
import { command as verify } from '../../commands/verify.ts';
import { watchedIo } from '../../evidence/fixture/io.ts';
import { contentOf } from '../../evidence/runs/content-of.ts';
import { formatRun } from '../../evidence/runs/format-run.ts';
import { runOn } from '../../evidence/runs/run-on.ts';
import { loadExperiment } from '../../explore/load-experiment.ts';
import { optionsOf } from '../../substrate/fixture/options.ts';
import { postgresLacking, type Server, startPostgres } from '../fixture/postgres.ts';
import { worker } from '../fixture/worker.ts';
import { type Plan, planId, planOf } from '../plan.ts';
import { sweep } from './sweep.ts';

const root = process.cwd();
const lacking = postgresLacking();
/** Nothing here takes long but a dead worker, which the queue waits for; this ends a hang. */
const hang = 300_000;

const options = {
  ...optionsOf(root),
  quick: true,
  command: './warrant bench run append-pointer --substrate model --quick',
};

describe.skipIf(lacking !== null)(`a sweep over a queue${lacking ? ` (${lacking})` : ''}`, () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, hang);
  afterAll(() => server.stop());

  test('two workers make the run that one machine makes', { timeout: hang }, async () => {
    const workers = [worker(server.url), worker(server.url)];
    const told: string[] = [];
    const { run } = await sweep(plan(), server.url, telling(told));
    expect(contentOf(run)).toBe(await alone());
    const written = ({ manifest: _, id: __, ...content }: Run) => formatRun({ ...run, ...content });
    const here = await runOn(experimentOf(), 'model', options);
    expect(written(run)).toBe(written(here.run)); // the bytes of the file too
    for (const one of workers) await one.end();
    const done = workers.flatMap(({ said }) => said().match(/part \d+ of \d+: done/g) ?? []);
    expect(new Set(done).size).toBe(plan().parts.length);
    const again = told.filter((line) => /: try \d/.test(line));
    expect(done.length).toBeLessThanOrEqual(plan().parts.length + again.length); // nothing twice
  });

  test('an exploration and a verification print what they print without a queue', {
    timeout: hang,
  }, async () => {
    const printed = async (command: Command, name: string, values: OptionValues) => {
      const io = watchedIo();
      await command.run({
        values: { quick: true, json: true, ...values },
        positionals: [name],
        io,
      });
      return io.printed();
    };
    worker(server.url);
    const queued = { queue: server.url, check: true };
    const explored = await printed(explore, 'append-pointer', queued);
    expect(explored.split('\n').length).toBeGreaterThan(6);
    expect(explored).toBe(await printed(explore, 'append-pointer', {}));
    const hypothesis = 'pointer-survives-user-flush';
    const verified = await printed(verify, hypothesis, { ...queued, substrate: 'model' });
    expect(verified).toContain('"holds"');
    const here = await printed(verify, hypothesis, { substrate: 'model' });
    const nameless = (text: string) => text.replace(/\br-[0-9a-f]{16}\b/g, 'r'); // a run's id has its time in it
    expect(nameless(verified)).toBe(nameless(here));
  });

  test('a worker killed in mid-part costs a retry, whose reason is told', {
    timeout: hang,
  }, async () => {
    await inTheMiddle('killed', async (killed) => {
      const told: string[] = [];
      const victim = worker(server.url);
      const swept = sweep(killed, server.url, telling(told));
      await victim.says(/: begun/);
      await victim.end();
      const successor = worker(server.url);
      const { run } = await swept;
      await successor.end();
      expect(contentOf(run)).toBe(await alone());
      if (/: done\n$/.test(victim.said())) return false; // it was between two parts
      expect(told.join('\n')).toMatch(/part \d+: try 2 of 5: the worker fell silent/);
      return true;
    });
  });

  test('a server restarted in mid-sweep loses nothing', { timeout: hang }, async () => {
    await inTheMiddle('restarted', async (restarted) => {
      const one = worker(server.url);
      const told: string[] = [];
      let ended = false;
      const swept = sweep(restarted, server.url, telling(told)).finally(() => {
        ended = true;
      });
      await one.says(/: done/);
      if (!ended) await server.restart();
      const { run } = await swept;
      await one.end();
      expect(contentOf(run)).toBe(await alone());
      return told.some((line) => line.startsWith('queue: ')); // else all was done before
    });
  });

  test('a worker of another revision refuses with the reason', { timeout: hang }, async () => {
    const elsewhere = replanned({
      ...plan(),
      requires: { ...plan().requires, revision: 'f'.repeat(40) },
    });
    const told: string[] = [];
    const swept = sweep(elsewhere, server.url, { ...telling(told), patienceMs: 3000 });
    const ended = expect(swept).rejects.toMatchObject({
      exit: 'lacking',
      message: expect.stringMatching(
        /no worker that could do it for 3 s; refused by \S+, process \d+: it was planned at revision f{12}/,
      ),
    });
    const one = worker(server.url);
    await one.says(/refused p-\w+ \(append-pointer\): it was planned at revision ffffffffffff/);
    expect(one.said()).not.toContain('begun');
    await ended;
    expect(told.join('\n')).toMatch(/^refused by \S+, process \d+: it was planned at/m);
  });

  test('a worker with another version of a package refuses with the reason', {
    timeout: hang,
  }, async () => {
    const packages = { ...plan().requires.packages, qemu: 'QEMU emulator version 1.0' };
    const elsewhere = replanned({ ...plan(), requires: { ...plan().requires, packages } });
    const stop = new AbortController();
    const swept = sweep(elsewhere, server.url, { ...options, signal: stop.signal });
    const ended = expect(swept).rejects.toThrow();
    const one = worker(server.url);
    await one.says(
      /refused p-\w+ \(append-pointer\): it was planned with qemu QEMU emulator version 1\.0, this machine has none/,
    );
    expect(one.said()).not.toContain('begun');
    stop.abort();
    await ended;
  });

  test('a part that fails everywhere is lost with its reason, and the others are kept', {
    timeout: hang,
  }, async () => {
    const sound = experimentOf();
    const quick = { ...sound.quick, approach: ['fsync', 'no-such-approach', 'map-sync'] };
    const half = planOf(root, { ...experimentSwept(), experiment: { ...sound, quick } });
    const one = worker(server.url);
    const told: string[] = [];
    const { run } = await sweep(half, server.url, telling(told));
    await one.end();
    const lost = run.lost?.map(({ conditions }) => conditions['approach']);
    expect(new Set(lost)).toEqual(new Set(['no-such-approach']));
    expect(run.lost?.[0]?.why).toMatch(/^part \d+ failed 5 times, at last: .*no-such-approach/);
    const kept = new Set(run.explorations.map(({ conditions }) => conditions['approach']));
    expect(kept).toEqual(new Set(['fsync', 'map-sync']));
    expect(told.join('\n')).toContain('its settings are lost, the others go on');
  });

  test('a part that fails everywhere before any is done ends the sweep with its reason', {
    timeout: hang,
  }, async () => {
    const experiment = { ...experimentOf(), workload: 'no-such-workload' };
    const bad = planOf(root, { ...experimentSwept(), experiment });
    worker(server.url);
    await expect(sweep(bad, server.url, options)).rejects.toThrow(
      /part \d+ failed 5 times, at last: .*no-such-workload/,
    );
  });
});

const experimentOf = () => loadExperiment('append-pointer', root, root);

const experimentSwept = () => ({
  experiment: experimentOf(),
  substrate: 'model' as const,
  quick: true,
  command: options.command,
});

/** The same sweep under another name: each test has a plan, and so a queue, of its own. */
function plan(name?: string): Plan {
  const made = planOf(root, experimentSwept());
  return name === undefined ? made : replanned({ ...made, command: `${made.command} # ${name}` });
}

const replanned = (changed: Plan): Plan => ({ ...changed, id: planId(changed) });

const telling = (told: string[]) => ({
  ...options,
  progress: (line: string) => {
    told.push(line);
  },
});

/**
 * Repeats what is to meet a sweep in its middle until it says that it did: on a busy machine this
 * process may come when all is done.
 */
async function inTheMiddle(
  name: string,
  met: (plan: Plan) => Promise<boolean>,
  attempt = 0,
): Promise<void> {
  if (!(await met(plan(`${name} ${attempt}`)))) await inTheMiddle(name, met, attempt + 1);
}

let known: string | undefined;
async function alone(): Promise<string> {
  known ??= contentOf((await runOn(experimentOf(), 'model', options)).run);
  return known;
}

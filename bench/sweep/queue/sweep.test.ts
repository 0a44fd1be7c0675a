import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { contentOf } from '../../evidence/runs/content-of.ts';
import { runOn } from '../../evidence/runs/run-on.ts';
import { loadExperiment } from '../../explore/load-experiment.ts';
import { postgresLacking, type Server, startPostgres } from '../fixture/postgres.ts';
import { type Plan, planId, planOf } from '../plan.ts';
import { sweep } from './sweep.ts';

const root = process.cwd();
const lacking = postgresLacking();
/** Nothing here takes long but a dead worker, which the queue waits for; this ends a hang. */
const hang = 300_000;

const options = {
  root,
  env: process.env,
  quick: true,
  command: './warrant bench run append-pointer --substrate model --quick',
  signal: new AbortController().signal,
  progress: () => {},
};

describe.skipIf(lacking !== null)(`a sweep over a queue${lacking ? ` (${lacking})` : ''}`, () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, hang);
  afterAll(() => server.stop());

  test('two workers make the run that one machine makes', { timeout: hang }, async () => {
    const workers = [worker(server.url), worker(server.url)];
    const { run } = await sweep(plan(), server.url, options);
    expect(contentOf(run)).toBe(await alone());
    const done = workers.flatMap(({ said }) => said().match(/part \d+ of \d+: done/g) ?? []);
    expect(new Set(done).size).toBe(plan().parts.length);
    expect(done).toHaveLength(plan().parts.length); // nothing twice
  });

  test('a worker killed in mid-part costs a retry, whose reason is told', {
    timeout: hang,
  }, async () => {
    const told: string[] = [];
    const victim = worker(server.url);
    const swept = sweep(plan('killed'), server.url, {
      ...options,
      progress: (line) => told.push(line),
    });
    await victim.says(/: begun/);
    victim.process.kill('SIGKILL');
    worker(server.url);
    const { run } = await swept;
    expect(contentOf(run)).toBe(await alone());
    expect(told.join('\n')).toMatch(/part \d+: try 2 of 5: the worker fell silent/);
  });

  test('a server restarted in mid-sweep loses nothing', { timeout: hang }, async () => {
    const one = worker(server.url);
    const told: string[] = [];
    const swept = sweep(plan('restarted'), server.url, {
      ...options,
      progress: (line) => told.push(line),
    });
    await one.says(/: done/);
    await server.restart();
    const { run } = await swept;
    expect(contentOf(run)).toBe(await alone());
    expect(told.join('\n')).toContain('queue: ');
  });

  test('a worker of another revision refuses with the reason', { timeout: hang }, async () => {
    const elsewhere = replanned({
      ...plan(),
      requires: { ...plan().requires, revision: 'f'.repeat(40) },
    });
    const stop = new AbortController();
    const swept = sweep(elsewhere, server.url, { ...options, signal: stop.signal });
    const ended = expect(swept).rejects.toThrow();
    const one = worker(server.url);
    await one.says(/refused p-\w+ \(append-pointer\): it was planned at revision ffffffffffff/);
    expect(one.said()).not.toContain('begun');
    stop.abort();
    await ended;
  });

  test('a part that fails everywhere ends the sweep with its reason', {
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

let known: string | undefined;
async function alone(): Promise<string> {
  known ??= contentOf((await runOn(experimentOf(), 'model', options)).run);
  return known;
}

interface Worker {
  readonly process: ChildProcess;
  readonly said: () => string;
  /** Resolves when what it said so far matches. */
  readonly says: (pattern: RegExp) => Promise<void>;
}

/** A worker in a process of its own, ended with the test. */
function worker(url: string): Worker {
  const args = ['cli/main.ts', 'worker', '--queue', url];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return {
    process: child,
    said: () => text,
    says: async (pattern) => {
      while (!pattern.test(text)) await once(child.stderr, 'data');
    },
  };
}

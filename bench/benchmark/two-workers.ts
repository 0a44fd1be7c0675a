import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { contentOf } from '../evidence/runs/content-of.ts';
import { aggregate } from '../evidence/statistics/aggregate.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { processorTicks } from '../guest/execute.ts';
import { startPostgres } from '../sweep/fixture/postgres.ts';
import { planOf } from '../sweep/plan.ts';
import { sweep } from '../sweep/queue/sweep.ts';

/**
 * How much sooner two workers end a sweep than one. Each worker is bound to a core of its own, as a machine
 * of one core would be. Says first how much of the two cores is free: where others use them, the clock's figure
 * is about those, and the busiest worker's processor time says what two free cores would do.
 *
 *     node bench/benchmark/two-workers.ts [EXPERIMENT] [--substrate model] [--full] [--rounds N]
 */
const { values, positionals } = parseArgs({
  options: {
    substrate: { type: 'string', default: 'guest' },
    full: { type: 'boolean' },
    rounds: { type: 'string', default: '3' },
  },
  allowPositionals: true,
});
const substrate = values.substrate === 'model' ? 'model' : 'guest';
const name = positionals[0] ?? (substrate === 'guest' ? 'guest-kernels' : 'split-elsewhere');
const root = process.cwd();
const quick = values.full !== true;
const out = (text: string) => void process.stdout.write(`${text}\n`);

interface Timed {
  readonly seconds: number;
  /** Processor time of each worker, those it started included. */
  readonly cpuSeconds: readonly number[];
  readonly content: string;
}

/** The tree must not change meanwhile: workers then refuse what was planned before. */
const refused = new AbortController();
const server = await startPostgres();
try {
  const free = await Promise.all([0, 1].map(freeShare));
  out(
    `free of the two cores: ${free.map((share) => `${Math.round(share * 100)} %`).join(' and ')}`,
  );
  const all: Timed[][] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const [one, two] = [await timed(1, round), await timed(2, round)];
    if (one.content !== two.content) throw new Error('two workers made another run than one');
    out(`one ${said(one)}; two ${said(two)}`);
    all.push([one, two]);
  }
  const ratio = (of: (timed: Timed) => number) =>
    aggregate(
      all.map(([one, two]) => (one && two ? of(two) / of(one) : Number.NaN)),
      'median',
    ).toFixed(2);
  out(`two workers take ${ratio(({ seconds }) => seconds)} of one's time by the clock`);
  out(
    `and ${ratio(({ cpuSeconds }) => Math.max(...cpuSeconds))} by the busiest worker's processor time`,
  );
  if (Math.min(...free) < 0.9) out('the cores were not free: the first figure is no answer');
} finally {
  server.stop();
}

/** The share of a core that a process bound to it gets while others want it. */
async function freeShare(core: number): Promise<number> {
  const spin =
    'const t=performance.now();while(performance.now()-t<3000);console.log(process.cpuUsage().user/3e6)';
  const child = spawn('taskset', ['-c', String(core), process.execPath, '-e', spin]);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  await once(child, 'close');
  return Math.min(1, Number(text));
}

async function timed(count: number, round: number): Promise<Timed> {
  const workers = await Promise.all(Array.from({ length: count }, (_, core) => worker(core)));
  try {
    const plan = planOf(root, {
      experiment: loadExperiment(name, root, root),
      substrate,
      quick,
      command: `${count} workers, round ${round}`, // a plan of its own
    });
    const before = workers.map(cpuSecondsOf);
    const began = performance.now();
    const { run } = await sweep(plan, server.url, { signal: refused.signal, progress: () => {} });
    const seconds = (performance.now() - began) / 1000;
    return {
      seconds,
      cpuSeconds: workers.map((one, index) => cpuSecondsOf(one) - (before[index] ?? 0)),
      content: contentOf(run),
    };
  } finally {
    for (const one of workers) one.kill('SIGKILL');
  }
}

/** A worker on one core, ready to take parts. */
async function worker(core: number): Promise<ChildProcess> {
  const args = [
    '-c',
    String(core),
    process.execPath,
    'cli/main.ts',
    'worker',
    '--queue',
    server.url,
  ];
  const child = spawn('taskset', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    if (text.includes('refused')) refused.abort(new Error(text));
  });
  while (!text.includes('waiting for plans')) await once(child.stderr, 'data');
  return child;
}

/** Of a worker and of what it started and has ended. */
const cpuSecondsOf = ({ pid }: ChildProcess): number =>
  (processorTicks(pid) ?? []).reduce((sum, ticks) => sum + ticks, 0) / 100;

function said({ seconds, cpuSeconds }: Timed): string {
  return `${seconds.toFixed(1)} s (processor ${cpuSeconds.map((each) => each.toFixed(1)).join(' and ')} s)`;
}

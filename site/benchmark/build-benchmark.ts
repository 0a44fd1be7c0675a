import { execSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openReader } from '../../data/schema/store/open.ts';
import { type Cost, measure } from './measure.ts';

/**
 * Compares a build of this site over a large store with builds of bare Astro pages, round by round, so
 * that all of them meet the same load of the machine. Without a STORE, it makes one of N messages.
 *
 *     node site/benchmark/build-benchmark.ts [--rounds N] [--messages N] [STORE]
 */
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    messages: { type: 'string', default: '20000' },
  },
  allowPositionals: true,
});
// Below the root of the project, where Astro's server chunks find packages.
const folder = join(process.cwd(), 'build', 'site-benchmark');
const dist = join(folder, 'dist');
const out = (text: string) => void process.stdout.write(`${text}\n`);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
try {
  const store = positionals[0] ?? makeStore(values.messages);
  const warm = await run('./warrant', ['site', 'build', '--store', store, '--out', dist]);
  const files = countFiles(dist);
  const reader = openReader(store);
  const { messages } = reader.size();
  reader.close();
  out(`${messages} messages, ${files} files, Node ${process.version}`);
  out(`first build, not counted: ${text(warm)}`);
  const site = () => run('./warrant', ['site', 'build', '--store', store, '--out', dist]);
  const bare = (pages: number) => () =>
    run(process.execPath, ['site/benchmark/bare-build.ts'], { BARE_PAGES: String(pages) });
  const rows = [
    { name: 'the site', build: site, costs: [] as Cost[] },
    { name: `${messages} bare pages`, build: bare(messages), costs: [] as Cost[] },
    { name: `${files} bare pages`, build: bare(files), costs: [] as Cost[] },
  ];
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const { name, build, costs } of rows) {
      costs.push(await build());
      out(`round ${round + 1}, ${name}: ${text(costs[round])}`);
    }
  }
  const [ours, ...others] = rows;
  for (const { name, costs } of others) {
    const ratios = (by: 'seconds' | 'cpuSeconds') =>
      costs.map((cost, round) => (ours?.costs[round]?.[by] ?? Number.NaN) / cost[by]);
    out(
      `the site / ${name}: wall ${spread(ratios('seconds'))}, cpu ${spread(ratios('cpuSeconds'))}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** As docs/archives.md makes large ones: real lists, their ids changed each time round. */
function makeStore(messages: string): string {
  const store = join(folder, 'store.sqlite');
  const mail = `${process.execPath} ingest/benchmark/rekeyed.ts ${Number(messages)}`;
  execSync(`${mail} | ./warrant ingest - --store ${store}`, { stdio: 'ignore' });
  return store;
}

/** Each build starts from an empty folder: emptying one is no part of it. */
function run(program: string, args: readonly string[], env: object = {}): Promise<Cost> {
  rmSync(dist, { recursive: true, force: true });
  return measure([program, ...args], { ...env, WARRANT_DIST: dist }, join(folder, 'time'));
}

function countFiles(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    .length;
}

function text(cost: Cost | undefined): string {
  if (!cost) return '';
  const { seconds, cpuSeconds, megabytes } = cost;
  return `wall ${seconds.toFixed(2)} s, cpu ${cpuSeconds.toFixed(2)} s, ${Math.round(megabytes)} MB`;
}

/** The median and the range of ratios that were taken round by round. */
function spread(ratios: readonly number[]): string {
  const sorted = [...ratios].sort((a, b) => a - b).map((ratio) => ratio.toFixed(2));
  return `${sorted[sorted.length >> 1]} (${sorted[0]} to ${sorted.at(-1)})`;
}

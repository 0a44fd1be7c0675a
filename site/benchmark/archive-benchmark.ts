import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openReader } from '../../data/schema/store/open.ts';
import { measure } from './measure.ts';

/**
 * What a site of a store costs: a build into an empty folder, and one over it in which nothing changed.
 *
 *     ./warrant node site/benchmark/archive-benchmark.ts STORE [OUT]
 */
const [store = 'build/warrant.sqlite', out = 'build/archive-benchmark'] = process.argv.slice(2);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const reader = openReader(store);
const { messages, threads } = reader.size();
reader.close();
say(`${messages} messages, ${threads} threads`);
rmSync(out, { recursive: true, force: true });
for (const what of ['first build', 'built again']) {
  const args = ['site', 'build', '--store', store, '--out', out];
  const { seconds, cpuSeconds, megabytes } = await measure(
    ['./warrant', ...args],
    {},
    `${out}.time`,
  );
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const pages = readdirSync(join(out, 'threads')).length;
  say(
    `${what}: ${seconds.toFixed(0)} s, processor ${cpuSeconds.toFixed(0)} s, ${Math.round(megabytes)} MB, ${files.length} files, ${pages} in threads/`,
  );
}

import { rmSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openReader } from '../../data/schema/store/open.ts';
import { type Cost, measure, measurePiped } from './measure.ts';

/**
 * How one store bears an archive of N messages: ingest, digest, the listing of threads, search, size.
 * Prints processor time beside the clock's: on a busy machine the first is the figure.
 *
 *     node ingest/benchmark/headroom-benchmark.ts --messages 1004000 --store /tmp/big.sqlite [--keep] [--made]
 *
 * `--made` takes a store that an earlier `--keep` left.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    store: { type: 'string', default: 'build/headroom.sqlite' },
    keep: { type: 'boolean' },
    made: { type: 'boolean' },
  },
});
const { store } = values;
const warrant = (...args: string[]) => [...args, '--store', store];
const say = (what: string, cost: Cost, more = '') =>
  void process.stdout.write(
    `${what.padEnd(20)} ${cost.seconds.toFixed(1)} s, processor ${cost.cpuSeconds.toFixed(1)} s, ${Math.round(cost.megabytes)} MB${more}\n`,
  );

try {
  if (values.made !== true) {
    const source = ['ingest/benchmark/rekeyed.ts', values.messages];
    say(
      'ingest',
      await measurePiped([process.execPath, ...source], './warrant', warrant('ingest', '-')),
    );
  }
  const reader = openReader(store);
  const { messages, threads } = reader.size();
  reader.close();
  const { size } = statSync(store);
  process.stdout.write(
    `${messages} messages, ${threads} threads, ${(size / 1e9).toFixed(2)} GB, ${Math.round(size / messages)} bytes a message\n`,
  );
  say('digest', measure('./warrant', warrant('digest')));
  say('threads', measure('./warrant', warrant('threads', '--json')));
  say('search, one command', measure('./warrant', warrant('search', 'MAP_SYNC')));
  say(
    'search, 375 times',
    measure(process.execPath, ['ingest/benchmark/search-benchmark.ts', store]),
  );
} finally {
  if (values.keep !== true) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true });
  }
}

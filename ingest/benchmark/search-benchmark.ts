import { openReader } from '../../data/schema/store/open.ts';
import type { SearchFilter } from '../../data/schema/store/reader.ts';
import { median } from './measure.ts';

/**
 * In-process search latency over a store, common words and stop words included: by the clock, and in
 * processor time, which a busy machine does not stretch.
 *
 *     node ingest/benchmark/search-benchmark.ts STORE
 */
const words = [
  ...'dax the to of a if error memory patch linux kernel fsync MAP_SYNC nvdimm pmem* xfs ext4 label region'.split(
    ' ',
  ),
  ...[
    '"page fault"',
    '"device dax"',
    'Dan Williams',
    'reflink OR rmap',
    'flush -patch',
    'dax_writeback',
  ],
];
const filters: readonly SearchFilter[] = [
  {},
  { in: 'own' },
  { in: 'quoted' },
  { from: 'williams' },
  { after: '2020-06-01T00:00:00Z' },
];
const reader = openReader(process.argv[2] ?? '');
const wall: number[] = [];
const processor: number[] = [];
for (let round = 0; round < 4; round++) {
  for (const word of words) {
    for (const filter of filters) {
      const started = performance.now();
      const before = process.cpuUsage();
      reader.search(word, { ...filter, limit: 20 });
      const { user, system } = process.cpuUsage(before);
      if (round === 0) continue;
      wall.push(performance.now() - started);
      processor.push((user + system) / 1000);
    }
  }
}
reader.close();
for (const [what, times] of [
  ['wall', wall],
  ['processor', processor],
] as const) {
  times.sort((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  process.stdout.write(
    `${times.length} searches, ${what}: p50 ${median(times).toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, most ${times.at(-1)?.toFixed(2)} ms\n`,
  );
}

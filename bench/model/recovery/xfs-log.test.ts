import { expect, test } from 'vitest';
import { imageOf } from '../explore/crash.ts';
import { explore } from '../explore/explore.ts';
import { allReductions } from '../explore/options.ts';
import { scenarioOf, startOf } from '../explore/scenario.ts';
import { headerAt, sectorLine, sectorLines } from '../fs/xfs-record.ts';
import { crashInvariants } from '../invariant/oracle.ts';

const options = { reductions: allReductions, budget: 1_000_000 };
const mounts = crashInvariants.indexOf('mounts');

/** The first crash after which the file system does not mount. */
function refusal(workload: string, setting: Readonly<Record<string, string | number>>) {
  const conditions = { approach: 'map-sync', faultSync: true, journal: 'xfs', ...setting };
  const scenario = scenarioOf(workload, conditions, options);
  const { breaches, graph, complete } = explore(scenario.world, startOf(scenario), options);
  expect(complete).toBe(true);
  const breach = breaches[mounts];
  const machine = graph.nodes[breach?.node ?? -1]?.machine;
  if (!breach || !machine) return null;
  const { world } = scenario;
  const image = imageOf(world, machine, breach.persisted);
  const newest = machine.memory.lines.map(({ versions }) => versions.at(-1) ?? 0);
  return { world, image, newest };
}

test('of a torn record, recovery refuses the one whose header has lost its checksum and nothing before it', () => {
  const found = refusal('append-pointer', { atomicity: 'word' });
  if (!found) throw new Error('nothing is refused');
  const { world, image, newest } = found;
  const torn = image.flatMap((content, line) => (content === newest[line] ? [] : [line]));
  expect(torn).toHaveLength(1);
  const [line = 0] = torn;
  expect((line - world.geometry.logStart) % sectorLines).toBe(0);
  const words = world.contents.words;
  const left = headerAt(words, (image[line] ?? 0) * 4);
  expect(left.checksum).toBe(0);
  expect(left).toEqual({ ...headerAt(words, (newest[line] ?? 0) * 4), checksum: 0 });
});

test('a record that loses whole lines is never refused', () => {
  expect(refusal('append-pointer', { atomicity: 'line' })).toBeNull();
  expect(refusal('many-forces', { atomicity: 'line', logLines: 48 })).toBeNull();
});

test('a log that goes round for the first time is refused where its end is empty and its start is not', () => {
  const found = refusal('log-goes-round', { logLines: 72 });
  if (!found) throw new Error('nothing is refused');
  const { world, image } = found;
  const { geometry: g, contents } = world;
  const cycle = (sector: number) =>
    headerAt(contents.words, (image[sectorLine(g, sector)] ?? 0) * 4).cycle;
  expect([cycle(0), cycle(17)]).toEqual([2, 0]);
});

test('a log without room for what recovery takes for torn is turned away', () => {
  expect(() => refusal('many-forces', { logLines: 44 })).toThrow(/logLines/);
});

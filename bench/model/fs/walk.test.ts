import { expect, test } from 'vitest';
import { Contents } from './contents.ts';
import { blockLine, geometry, inodeLine } from './geometry.ts';
import { inodeMagic, nodeMagic, packExtent, packHeader, packPointer } from './record.ts';
import { View } from './view.ts';
import { Walk } from './walk.ts';

const g = geometry({ fanout: 4, fileBlocks: 8, files: 1, blocks: 20 });
const contents = new Contents();
const leaf = 0;
const extent = { offset: 0, block: 4, length: 6, unwritten: false, noSync: false };
/** Eight reference counts of 1 to a word, four bits each. */
const ones = 0x11111111 | 0;

/** What a reader finds of a file whose root holds these records, the first `count` of them valid. */
function walked(size: number, count: number, records: readonly number[]): Walk {
  const lines = new Array<number>(g.lines).fill(0);
  const set = (line: number, words: readonly number[]) => {
    lines[line] = contents.intern(words);
  };
  set(inodeLine(g, 0), [packHeader(inodeMagic, 1, 1, count), size]);
  set(inodeLine(g, 0) + 1, records);
  set(g.refStart, [ones, ones, ones]);
  set(blockLine(g, leaf), [packHeader(nodeMagic, 0, 0, 1), leaf]);
  set(blockLine(g, leaf) + 1, [packExtent(extent)]);
  const view = new View(g, contents);
  view.load(lines, [], true);
  const walk = new Walk(g);
  walk.run(view);
  return walk;
}

const mapped = (walk: Walk) => Array.from(walk.map).filter((block) => block !== 0).length;

test('what a merge left behind the last record of a node bounds nothing', () => {
  const walk = walked(8, 1, [packPointer(0, leaf), packPointer(3, 9)]);
  expect(walk.wellFormed).toBe(true);
  expect(mapped(walk)).toBe(6);
});

test('a mapping beyond the next key of the parent, or beyond the end of the file, is not readable', () => {
  const clipped = walked(8, 2, [packPointer(0, leaf), packPointer(3, 9)]);
  expect(clipped.wellFormed).toBe(false);
  expect(mapped(clipped)).toBe(3);
  expect(mapped(walked(2, 1, [packPointer(0, leaf)]))).toBe(2);
});

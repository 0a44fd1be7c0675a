import { chunks } from '../../../data/schema/chunks.ts';
import { type ContentId, wordsPerLine } from './contents.ts';
import { fenceStep, type Write, writeSteps } from './device.ts';
import type { Captured } from './force.ts';
import { blockLine, type Geometry, superLines } from './geometry.ts';
import { mix } from './log-format.ts';
import { count, type Machine, type Step, type World } from './machine.ts';

/** Lines of each of the two map areas between which generations alternate. */
export const mapLines = 10;
export const rootMagic = 0x53;
const validBit = 1 << 26;

/** A root that tore is no root (`btrfs_check_super_csum`, ZFS's uberblock checksum). */
export const rootChecksum = (header: number, entries: number): number =>
  mix(mix(rootMagic, header), entries);

/** An entry of the map: where the current copy of a home line lies. */
const packSlot = (line: number, slot: number): number => validBit | (line << 10) | slot;
const slotsStart = (g: Geometry): number => g.logStart + 2 * mapLines;

/**
 * Shadow paging (Lorie 1977; the scheme of WAFL, ZFS and btrfs without their tree of trees):
 * changed lines go to free slots and a complete new map to the other map area, a fence, then the
 * older of two superblock lines is overwritten with the new root, a fence. Recovery takes the
 * newest root.
 */
export function cowSteps(world: World, machine: Machine, captured: Captured): Step[] {
  const { geometry: g, contents } = world;
  const gone = new Set(captured.revoked.flatMap((block) => linesOf(g, block)));
  const kept = machine.logged.filter(([line]) => !captured.dirty.includes(line) && !gone.has(line));
  const used = new Set(machine.logged.map(([, slot]) => slot));
  const free = Array.from({ length: g.logLines - 2 * mapLines }, (_, i) => slotsStart(g) + i);
  const slots = free.filter((slot) => !used.has(slot));
  const placed = captured.dirty.map((line, i): readonly [number, number] => {
    const slot = slots[i];
    if (slot === undefined) throw new Error('no free shadow slot');
    return [line, slot];
  });
  const map = [...kept, ...placed].sort(([a], [b]) => a - b);
  const generation = machine.sequence;
  const tree = placed.map(([line, slot]): Write => [slot, machine.buffers[line] ?? 0]);
  const index = encodeMap(world, map).map(
    (content, i): Write => [g.logStart + (generation % 2) * mapLines + i, content],
  );
  const header = (rootMagic << 24) | generation;
  const root: Write = [
    generation % superLines,
    contents.intern([header, map.length, rootChecksum(header, map.length)]),
  ];
  const flip =
    world.bug === 'flip-overwrites-root'
      ? [
          ...writeSteps(world, 'The only root is cleared.', [[1 - (generation % superLines), 0]]),
          fenceStep(world, 'The fence clears it for certain.'),
        ]
      : [];
  return [
    ...writeSteps(world, 'The changed lines and a new map go to free slots.', [...tree, ...index]),
    ...(world.bug === 'root-flip-before-tree'
      ? []
      : [fenceStep(world, 'The fence orders them before the root.')]),
    ...flip,
    ...writeSteps(world, 'The root flips to the new map.', [root]),
    fenceStep(world, 'The fence makes the root durable.'),
    {
      key: `flipped ${generation}`,
      mover: 'left',
      text: `Generation ${generation} is the file system now.`,
      run: (m) =>
        count(
          { ...m, sequence: generation + 1, logged: map },
          { journalLines: tree.length + index.length + 1 },
        ),
    },
  ];
}

function encodeMap(world: World, map: readonly (readonly [number, number])[]): ContentId[] {
  if (map.length > mapLines * wordsPerLine) throw new Error('the shadow map is full');
  const words = map.map(([line, slot]) => packSlot(line, slot));
  return chunks(words, wordsPerLine).map((line) => world.contents.intern(line));
}

function linesOf(g: Geometry, block: number): number[] {
  return Array.from({ length: g.blockLines }, (_, i) => blockLine(g, block) + i);
}

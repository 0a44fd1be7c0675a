import { wordsPerLine } from '../fs/contents.ts';
import { mapLines, rootChecksum, rootMagic } from '../fs/force-cow.ts';
import { superLines } from '../fs/geometry.ts';
import {
  commitMagic,
  descriptorLines,
  descriptorMagic,
  mix,
  tagBits,
  tagShift,
  tagWord,
} from '../fs/log-format.ts';
import type { World } from '../fs/machine.ts';
import type { Rewrite, View } from '../fs/view.ts';
import { cancelBlock, isSkipped, redirectTo, replayBegins } from './overlay.ts';
import { mountXfs } from './xfs-log.ts';

const lineMask = (1 << tagBits) - 1;

/**
 * Mounts a crash image: what the file system does before anyone reads it. Gives what it writes for that, in groups
 * each of which is fenced before the next; null where it refuses to mount.
 */
export function recover(world: World, view: View): readonly (readonly Rewrite[])[] | null {
  if (world.discipline === 'wal' && world.journal === 'xfs') {
    const cleared = mountXfs(world, view);
    return cleared && watched(world, () => [cleared, homeWrites(view)]);
  }
  if (world.discipline === 'wal') {
    const sequence = replayLog(world, view);
    // `jbd2_journal_recover` flushes what it wrote home before the log begins anew with the next transaction.
    return watched(world, () => {
      const [home, tail] = [homeWrites(view), tailWrite(world, sequence)];
      return world.bug === 'recovery-tail-early' ? [[...home, tail]] : [home, [tail]];
    });
  }
  if (world.discipline === 'cow') findRoot(world, view);
  // In place there is nothing to replay. A repair (e2fsck) can tidy up, but cannot know lost records.
  return [];
}

/** Nobody asks what a recovery writes that is never cut short. */
function watched(
  { recovery }: World,
  writes: () => readonly (readonly Rewrite[])[],
): readonly (readonly Rewrite[])[] {
  return recovery === 'whole' ? [] : writes();
}

function tailWrite({ contents }: World, sequence: number): Rewrite {
  return { line: 0, offsets: [contents.intern([0, sequence]) * wordsPerLine] };
}

/** Home lines with every content that the log has for them, since each may be written out before the next is read. */
function homeWrites(view: View): Rewrite[] {
  const byLine = new Map<number, number[]>();
  for (const { home, from } of view.replayed.toReversed()) {
    const known = byLine.get(home) ?? [];
    byLine.set(home, [...known, view.offsetOf(from)]);
  }
  // A line of a block that was freed later is not written at all.
  return [...byLine].flatMap(([line, offsets]) =>
    view.redirect[line] === line ? [] : [{ line, offsets: [...new Set(offsets)] }],
  );
}

/** Replays committed transactions from the tail on; ends at the first that is not whole (`jbd2_journal_recover`). Gives the number of the next. */
function replayLog(world: World, view: View): number {
  const g = world.geometry;
  const end = g.logStart + g.logLines;
  const tail = view.locate(0);
  let at = g.logStart + (view.words[tail] ?? 0);
  let sequence = view.words[tail + 1] ?? 0;
  if (world.bug === 'replay-skipped') return sequence;
  while (at < end) {
    const header = view.word(at, 0);
    if (header >>> 24 !== descriptorMagic || ((header >>> 16) & 0xff) !== (sequence & 0xff)) {
      return sequence;
    }
    const payload = header & 0xff;
    const revokes = (header >>> 8) & 0xff;
    const first = at + descriptorLines(payload + revokes);
    const commit = first + payload;
    if (commit >= end || !committed(world, view, at, commit, sequence)) return sequence;
    replayBegins(world, view);
    const skipped = payload > 0 && isSkipped(world, view, tag(view, at, 0), first);
    for (let i = 0; i < payload && !skipped; i++)
      redirectTo(world, view, tag(view, at, i), first + i);
    for (let i = 0; i < revokes; i++) cancelBlock(world, view, tag(view, at, payload + i));
    at = commit + 1;
    sequence++;
  }
  return sequence;
}

/** Whether the commit line is there and its checksum fits all lines before it. */
function committed(
  world: World,
  view: View,
  from: number,
  commit: number,
  sequence: number,
): boolean {
  const at = view.locate(commit);
  const header = view.words[at] ?? 0;
  if (header >>> 24 !== commitMagic || ((header >>> 16) & 0xff) !== (sequence & 0xff)) return false;
  if (world.bug === 'checksum-ignored' || world.bug === 'commit-before-log') return true;
  view.checkedTogether(() => range(from, commit), 'newest');
  const expected = view.words[at + 1] ?? 0;
  let sum = 0;
  for (let line = from; line < commit; line++) {
    const offset = view.locate(line);
    for (let i = 0; i < 4; i++) sum = mix(sum, view.words[offset + i] ?? 0);
  }
  return sum === expected;
}

function tag(view: View, descriptor: number, index: number): number {
  return (view.word(descriptor, tagWord(index)) >>> tagShift(index)) & lineMask;
}

/** Takes the newest of the two roots and reads every home line through its map. */
function findRoot(world: World, view: View): void {
  const g = world.geometry;
  let root = -1;
  let newest = 0;
  for (let line = 0; line < superLines; line++) {
    const at = view.locate(line);
    const header = view.words[at] ?? 0;
    if (header >>> 24 !== rootMagic || (header & 0xffffff) <= newest) continue;
    const sound = view.words[at + 2] === rootChecksum(header, view.words[at + 1] ?? 0);
    if (!sound && world.bug !== 'root-checksum-ignored') continue;
    newest = header & 0xffffff;
    root = line;
  }
  if (root < 0) return; // never flipped: the formatted home lines are the file system
  const entries = view.word(root, 1);
  const map = g.logStart + (newest % 2) * mapLines;
  for (let i = 0; i < entries; i++) {
    const entry = view.word(map, i);
    view.redirect[(entry >>> 10) & lineMask] = entry & lineMask;
  }
}

const range = (first: number, end: number): number[] =>
  Array.from({ length: end - first }, (_, i) => first + i);

import { mapLines, rootChecksum, rootMagic } from '../fs/force-cow.ts';
import { type Geometry, superLines } from '../fs/geometry.ts';
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
import type { View } from './view.ts';

const lineMask = (1 << tagBits) - 1;

/** Mounts a crash image: what the file system does before anyone reads it. */
export function recover(world: World, view: View): void {
  if (world.discipline === 'wal') replayLog(world, view);
  else if (world.discipline === 'cow') findRoot(world, view);
  // In place there is nothing to replay. A repair (e2fsck) can tidy up, but cannot know lost records.
}

/**
 * Replays committed transactions from the tail on; ends at the first that is not whole
 * (`jbd2_journal_recover`, `xlog_do_recovery_pass`).
 */
function replayLog(world: World, view: View): void {
  if (world.bug === 'replay-skipped') return;
  const g = world.geometry;
  const end = g.logStart + g.logLines;
  const tail = view.locate(0);
  let at = g.logStart + (view.words[tail] ?? 0);
  let sequence = view.words[tail + 1] ?? 0;
  while (at < end) {
    const header = view.words[view.locate(at)] ?? 0;
    if (header >>> 24 !== descriptorMagic || ((header >>> 16) & 0xff) !== (sequence & 0xff)) return;
    const payload = header & 0xff;
    const revokes = (header >>> 8) & 0xff;
    const first = at + descriptorLines(payload + revokes);
    const commit = first + payload;
    if (commit >= end || !committed(world, view, at, commit, sequence)) return;
    if (world.bug === 'replay-last-only') forgetReplay(view, g);
    for (let i = 0; i < payload; i++) view.redirect[tag(view, at, i)] = first + i;
    if (world.bug !== 'revoke-ignored') {
      for (let i = 0; i < revokes; i++) revoke(view, g, tag(view, at, payload + i));
    }
    at = commit + 1;
    sequence++;
  }
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
  view.checkedTogether(from, commit);
  const expected = view.words[at + 1] ?? 0;
  let sum = 0;
  for (let line = from; line < commit; line++) {
    const offset = view.locate(line);
    for (let i = 0; i < 4; i++) sum = mix(sum, view.words[offset + i] ?? 0);
  }
  return sum === expected;
}

function tag(view: View, descriptor: number, index: number): number {
  const word = tagWord(index);
  const at = view.locate(descriptor + (word >> 2)) + (word & 3);
  return ((view.words[at] ?? 0) >>> tagShift(index)) & lineMask;
}

/** A block freed since it was logged belongs to someone else: its home is left as it is. */
function revoke(view: View, g: Geometry, line: number): void {
  for (let i = 0; i < g.blockLines; i++) view.redirect[line + i] = line + i;
}

function forgetReplay(view: View, g: Geometry): void {
  for (let line = 0; line < g.lines; line++) view.redirect[line] = line;
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
  const entries = view.words[view.locate(root) + 1] ?? 0;
  const map = g.logStart + (newest % 2) * mapLines;
  for (let i = 0; i < entries; i++) {
    const entry = view.words[view.locate(map + (i >> 2)) + (i & 3)] ?? 0;
    view.redirect[(entry >>> 10) & lineMask] = entry & lineMask;
  }
}

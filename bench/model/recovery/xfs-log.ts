import { wordsPerLine } from '../fs/contents.ts';
import type { World } from '../fs/machine.ts';
import type { Rewrite, View } from '../fs/view.ts';
import {
  clearedHeader,
  itemsAt,
  maxBuffers,
  maxDataSectors,
  type RecordHeader,
  sectorLine,
  sectorLines,
} from '../fs/xfs-record.ts';
import { cancelBlock, isSkipped, redirectTo, replayBegins } from './overlay.ts';
import { findHead } from './xfs-head.ts';
import { Refusal, XfsRing } from './xfs-ring.ts';

/**
 * Finds head and tail of XFS's log and replays what lies between them, as `xlog_recover` of Linux 6.12 does, in
 * sectors. Gives what it overwrites in the log before it replays; null where it refuses the mount.
 */
export function mountXfs(world: World, view: View): readonly Rewrite[] | null {
  try {
    const log = new XfsLog(world, view);
    const { head, tail } = log.findTail();
    const cleared = log.clearStale();
    if (head !== tail) log.replay(head, tail);
    return cleared;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

class XfsLog {
  readonly #world: World;
  readonly #view: View;
  readonly #ring: XfsRing;
  /** Where the log goes on, in which cycle, and the last record before it (`xlog_set_state`). */
  #head = 0;
  #headCycle = 0;
  #last: RecordHeader | null = null;

  constructor(world: World, view: View) {
    this.#world = world;
    this.#view = view;
    this.#ring = new XfsRing(world, view);
  }

  /**
   * `xlog_find_tail`: the head by the stamps, the last record before it, the tail that it names; then the checksums
   * of both ends are verified, unless the last record is that of an unmount.
   */
  findTail(): { head: number; tail: number } {
    const head = findHead(this.#ring);
    const last = this.#ring.seekBack(head, head, 1);
    if (last.found === 0) throw new Refusal("couldn't find sync record");
    this.#setState(head, last.at);
    if (this.#unmountedAt(last.at, head)) return { head, tail: head };
    const tail = this.#ring.header(last.at).tailSector;
    if (this.#world.bug === 'log-head-unverified') return { head, tail };
    return this.#verifyHead(head, tail);
  }

  #setState(head: number, at: number): void {
    this.#last = this.#ring.header(at);
    this.#head = head;
    this.#headCycle = this.#last.cycle + (at >= head ? 1 : 0);
  }

  /**
   * `xlog_clear_stale_blocks`: sectors beyond the head that may be remains of torn records are overwritten, so that
   * they are not taken for records once the log has come so far again.
   */
  clearStale(): Rewrite[] {
    const [head, last, ring] = [this.#head, this.#last, this.#ring.size];
    if (!last) return [];
    const { contents, geometry: g } = this.#world;
    const inCycle = this.#headCycle === last.tailCycle;
    const sound = inCycle
      ? head >= last.tailSector
      : head < last.tailSector && this.#headCycle === last.tailCycle + 1;
    if (!sound) throw new Refusal('the tail is ahead of the head');
    if (this.#world.recovery === 'whole') return [];
    const room = inCycle ? last.tailSector + ring - head : last.tailSector - head;
    return Array.from({ length: Math.min(this.#ring.scan, room) }, (_, i): Rewrite[] => {
      const sector = (head + i) % ring;
      const cycle = head + i < ring ? this.#headCycle - 1 : this.#headCycle;
      const header = clearedHeader(contents, { cycle, sector, tail: last });
      return Array.from({ length: sectorLines }, (_line, at) => ({
        line: sectorLine(g, sector) + at,
        offsets: [at === 0 ? header * wordsPerLine : 0],
      }));
    }).flat();
  }

  /** `xlog_do_log_recovery`. One pass does for two here: a cancelled block is left out when its cancel is met. */
  replay(head: number, tail: number): void {
    if (this.#world.bug === 'replay-skipped') return;
    const committing: number[] = [];
    const end = this.#ring.pass(head, tail, (at, length) => {
      if (!this.#ring.sound(at, length)) return false;
      for (let i = 1; i <= length; i++) {
        committing.push((at + i) % this.#ring.size);
        const { ends } = itemsAt(
          this.#view.words,
          this.#ring.firstWord((at + i) % this.#ring.size),
        );
        if (ends === 'not') continue;
        if (ends === 'commit') this.#commit(committing);
        committing.length = 0;
      }
      return true;
    });
    if (end) throw new Refusal('log record CRC mismatch');
  }

  #commit(sectors: readonly number[]): void {
    const { geometry: g } = this.#world;
    replayBegins(this.#world, this.#view);
    for (const sector of sectors) {
      const { targets, cancelled } = itemsAt(this.#view.words, this.#ring.firstWord(sector));
      const [first] = targets;
      const at = sectorLine(g, sector) + 1;
      if (first !== undefined && isSkipped(this.#world, this.#view, first, at)) continue;
      for (const [i, target] of targets.entries()) {
        redirectTo(this.#world, this.#view, target, sectorLine(g, sector) + 1 + i);
      }
      for (const line of cancelled) cancelBlock(this.#world, this.#view, line);
    }
  }

  /** `xlog_check_unmount_rec`. */
  #unmountedAt(at: number, head: number): boolean {
    const { length } = this.#ring.header(at);
    if ((at + 1 + length) % this.#ring.size !== head) return false;
    const first = this.#ring.firstWord((at + 1) % this.#ring.size);
    return itemsAt(this.#view.words, first).ends === 'unmount';
  }

  /** `xlog_verify_head`: what its checksum tells to be torn is cut off, among as many records as can be under way. */
  #verifyHead(head: number, tail: number): { head: number; tail: number } {
    const from = this.#ring.seekBack(head, tail, maxBuffers).at;
    const torn = this.#ring.pass(head, from < 0 ? tail : from, this.#ring.verified);
    if (!torn) return this.#verifyTail(head, tail);
    const good = this.#ring.seekBack(torn.firstBad, tail, 1);
    if (good.found === 0) throw new Refusal('no record before a torn one');
    const cut = torn.firstBad;
    this.#setState(cut, good.at);
    if (this.#unmountedAt(good.at, cut)) return { head: cut, tail: cut };
    const named = this.#ring.header(good.at).tailSector;
    if (cut === named) return { head: cut, tail: named };
    return this.#verifyTail(cut, named);
  }

  /** `xlog_verify_tail`: records at the tail that a torn one lies over are passed by. */
  #verifyTail(head: number, named: number): { head: number; tail: number } {
    if (this.#world.bug === 'log-tail-unverified') return { head, tail: named };
    let tail = this.#ring.seekOn(head, named, 1);
    for (;;) {
      const torn = this.#ring.pass(head, tail, this.#ring.verified);
      if (!torn) return { head, tail };
      const distance = (torn.firstBad - head + this.#ring.size) % this.#ring.size;
      if (distance > maxBuffers * (1 + maxDataSectors))
        throw new Refusal('a bad record beyond the tail');
      tail = this.#ring.seekOn(head, torn.firstBad, 2);
    }
  }
}

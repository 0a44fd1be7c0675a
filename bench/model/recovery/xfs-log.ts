import { wordsPerLine } from '../fs/contents.ts';
import { mix } from '../fs/log-format.ts';
import type { World } from '../fs/machine.ts';
import {
  clearedHeader,
  headerAt,
  isHeaderWord,
  itemsAt,
  maxBuffers,
  maxDataSectors,
  type RecordHeader,
  ringSectors,
  sectorLine,
  sectorLines,
  stampedCycle,
} from '../fs/xfs-record.ts';
import { cancelBlock, isSkipped, redirectTo, replayBegins } from './overlay.ts';
import type { Rewrite, View } from './view.ts';

/** Why the kernel does not mount (EFSCORRUPTED, EIO or EINVAL). */
class Refusal extends Error {}

/** A pass over records that ended at one that is not sound (EFSBADCRC, EFSCORRUPTED). */
type PassEnd = { readonly firstBad: number } | null;

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
  readonly #ring: number;
  /** Where the log goes on, in which cycle, and the last record before it (`xlog_set_state`). */
  #head = 0;
  #headCycle = 0;
  #last: RecordHeader | null = null;

  constructor(world: World, view: View) {
    this.#world = world;
    this.#view = view;
    this.#ring = ringSectors(world.geometry);
  }

  /**
   * `xlog_find_tail`: the head by the stamps, the last record before it, the tail that it names; then the checksums
   * of both ends are verified, unless the last record is that of an unmount.
   */
  findTail(): { head: number; tail: number } {
    const head = this.#findHead();
    const last = this.#seekBack(head, head, 1);
    if (last.found === 0) throw new Refusal("couldn't find sync record");
    this.#setState(head, last.at);
    if (this.#unmountedAt(last.at, head)) return { head, tail: head };
    const tail = this.#header(last.at).tailSector;
    if (this.#world.bug === 'log-head-unverified') return { head, tail };
    return this.#verifyHead(head, tail);
  }

  #setState(head: number, at: number): void {
    this.#last = this.#header(at);
    this.#head = head;
    this.#headCycle = this.#last.cycle + (at >= head ? 1 : 0);
  }

  /**
   * `xlog_clear_stale_blocks`: sectors beyond the head that may be remains of torn records are overwritten, so that
   * they are not taken for records once the log has come so far again.
   */
  clearStale(): Rewrite[] {
    const [head, last, ring] = [this.#head, this.#last, this.#ring];
    if (!last) return [];
    const { contents, geometry: g } = this.#world;
    const inCycle = this.#headCycle === last.tailCycle;
    const sound = inCycle
      ? head >= last.tailSector
      : head < last.tailSector && this.#headCycle === last.tailCycle + 1;
    if (!sound) throw new Refusal('the tail is ahead of the head');
    if (this.#world.recovery === 'whole') return [];
    const room = inCycle ? last.tailSector + ring - head : last.tailSector - head;
    return Array.from({ length: Math.min(this.#scan(), room) }, (_, i): Rewrite[] => {
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
    const end = this.#pass(head, tail, (at, length) => {
      if (!this.#sound(at, length)) return false;
      for (let i = 1; i <= length; i++) {
        committing.push((at + i) % this.#ring);
        const { ends } = itemsAt(this.#view.words, this.#firstWord((at + i) % this.#ring));
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
      const { targets, cancelled } = itemsAt(this.#view.words, this.#firstWord(sector));
      const [first] = targets;
      const at = sectorLine(g, sector) + 1;
      if (first !== undefined && isSkipped(this.#world, this.#view, first, at)) continue;
      for (const [i, target] of targets.entries()) {
        redirectTo(this.#world, this.#view, target, sectorLine(g, sector) + 1 + i);
      }
      for (const line of cancelled) cancelBlock(this.#world, this.#view, line);
    }
  }

  /** `xlog_find_zeroed`, then `xlog_find_head`. */
  #findHead(): number {
    const last = this.#ring - 1;
    const first = this.#cycle(0);
    if (first === 0) return 0;
    const end = this.#cycle(last);
    if (end === 0) {
      if (first !== 1) throw new Refusal('Log inconsistent or not a log');
      let head = this.#cycleStart(0, last, 0);
      const from = Math.max(0, head - this.#scan());
      head = this.#verifyCycle(from, head - from, 0) ?? head;
      return this.#verifyRecord(from, head, 0) ?? refuse();
    }
    return this.#headOfFull(first, end);
  }

  /** Where the whole ring has been written at least once. */
  #headOfFull(first: number, end: number): number {
    const ring = this.#ring;
    const scan = this.#scan();
    let head = ring;
    let stop = end - 1;
    if (first !== end) {
      stop = end;
      head = this.#cycleStart(0, ring - 1, end);
    }
    if (head >= scan) {
      head = this.#verifyCycle(head - scan, scan, stop) ?? head;
    } else {
      const hole = this.#verifyCycle(ring - (scan - head), scan - head, stop - 1);
      head = hole ?? this.#verifyCycle(0, head, stop) ?? head;
    }
    // `XLOG_REC_SHIFT`, of which the same is true.
    const back = Math.min(2 * (1 + maxDataSectors), ring);
    const from = Math.max(0, head - back);
    let verified = this.#verifyRecord(from, head, 0);
    if (verified === null) {
      if (from > 0) throw new Refusal('failed to find log head');
      // The record before the head began before the end of the ring.
      verified = this.#verifyRecord(ring - (back - head), ring, head) ?? refuse();
      if (verified === ring) verified = head;
    }
    return verified === ring ? 0 : verified;
  }

  /**
   * `XLOG_TOTAL_REC_SHIFT` reckons with buffers of 256 KiB, where they have 32 KiB if nobody asks for more: it is
   * more than can have been under way, as here.
   */
  #scan(): number {
    return Math.min(2 * maxBuffers * (1 + maxDataSectors), this.#ring);
  }

  /** `xlog_find_cycle_start`: the first sector of the cycle, by bisection, true only where the ring is in order. */
  #cycleStart(first: number, last: number, cycle: number): number {
    let low = first;
    let high = last;
    for (let mid = (low + high) >> 1; mid !== low && mid !== high; mid = (low + high) >> 1) {
      if (this.#cycle(mid) === cycle) high = mid;
      else low = mid;
    }
    return high;
  }

  /** `xlog_find_verify_cycle`: the first sector in the range that has the cycle. */
  #verifyCycle(start: number, count: number, cycle: number): number | null {
    for (let at = start; at < start + count; at++) if (this.#cycle(at) === cycle) return at;
    return null;
  }

  /**
   * `xlog_find_verify_log_record`: the head, or the header before it where the record there is not as long as it
   * says. Null where the start of the ring comes first.
   * @param before Sectors of the same record that lie at the start of the ring.
   */
  #verifyRecord(start: number, head: number, before: number): number | null {
    for (let at = head - 1; at >= 0; at--) {
      if (at < start) throw new Refusal("Log inconsistent (didn't find previous header)");
      if (!this.#isHeader(at)) continue;
      return head - at + before === this.#header(at).length + 1 ? head : at;
    }
    return null;
  }

  /** `xlog_rseek_logrec_hdr`: as many headers back from the head, to the tail at most. */
  #seekBack(head: number, tail: number, count: number): { found: number; at: number } {
    let found = 0;
    let at = -1;
    const span = head > tail ? head - tail : head + this.#ring - tail;
    for (let back = 1; back <= span && found < count; back++) {
      const sector = (head - back + this.#ring) % this.#ring;
      if (!this.#isHeader(sector)) continue;
      found++;
      at = sector;
    }
    return { found, at };
  }

  /** `xlog_seek_logrec_hdr`: the sector of the `count`th header from the tail on. */
  #seekOn(head: number, tail: number, count: number): number {
    const span = head > tail ? head - tail : head + this.#ring - tail;
    let found = 0;
    for (let on = 0; on < span; on++) {
      const sector = (tail + on) % this.#ring;
      if (this.#isHeader(sector) && ++found === count) return sector;
    }
    throw new Refusal('no record from the tail on');
  }

  /** `xlog_check_unmount_rec`. */
  #unmountedAt(at: number, head: number): boolean {
    const { length } = this.#header(at);
    if ((at + 1 + length) % this.#ring !== head) return false;
    const first = this.#firstWord((at + 1) % this.#ring);
    return itemsAt(this.#view.words, first).ends === 'unmount';
  }

  /** `xlog_verify_head`: what its checksum tells to be torn is cut off, among as many records as can be under way. */
  #verifyHead(head: number, tail: number): { head: number; tail: number } {
    const from = this.#seekBack(head, tail, maxBuffers).at;
    const torn = this.#pass(head, from < 0 ? tail : from, this.#verified);
    if (!torn) return this.#verifyTail(head, tail);
    const good = this.#seekBack(torn.firstBad, tail, 1);
    if (good.found === 0) throw new Refusal('no record before a torn one');
    const cut = torn.firstBad;
    this.#setState(cut, good.at);
    if (this.#unmountedAt(good.at, cut)) return { head: cut, tail: cut };
    const named = this.#header(good.at).tailSector;
    if (cut === named) return { head: cut, tail: named };
    return this.#verifyTail(cut, named);
  }

  /** `xlog_verify_tail`: records at the tail that a torn one lies over are passed by. */
  #verifyTail(head: number, named: number): { head: number; tail: number } {
    if (this.#world.bug === 'log-tail-unverified') return { head, tail: named };
    let tail = this.#seekOn(head, named, 1);
    for (;;) {
      const torn = this.#pass(head, tail, this.#verified);
      if (!torn) return { head, tail };
      const distance = (torn.firstBad - head + this.#ring) % this.#ring;
      if (distance > maxBuffers * (1 + maxDataSectors))
        throw new Refusal('a bad record beyond the tail');
      tail = this.#seekOn(head, torn.firstBad, 2);
    }
  }

  /**
   * `xlog_recover_process` where checksums are only verified: a checksum of zero is sound whatever the record holds,
   * since mkfs writes records that have none.
   */
  readonly #verified = (at: number, length: number): boolean =>
    this.#header(at).checksum === 0 || this.#sound(at, length);

  /** `xlog_do_recovery_pass` from the tail to the head; ends where a header or a record is not sound. */
  #pass(head: number, tail: number, process: (at: number, length: number) => boolean): PassEnd {
    const span = head > tail ? head - tail : head + this.#ring - tail;
    let gone = 0;
    while (gone < span) {
      const at = (tail + gone) % this.#ring;
      const header = this.#header(at);
      if (!isSound(header) || !process(at, header.length)) return { firstBad: at };
      gone += 1 + header.length;
    }
    return null;
  }

  /** Whether the record's checksum fits it (`xlog_cksum`). */
  #sound(at: number, length: number): boolean {
    const { geometry: g, bug } = this.#world;
    if (bug === 'checksum-ignored') return true;
    const lines: number[] = [];
    for (let i = 0; i <= length; i++) {
      const first = sectorLine(g, (at + i) % this.#ring);
      for (let line = first; line < first + (i === 0 ? 1 : sectorLines); line++) lines.push(line);
    }
    this.#view.checkedTogether(() => lines, 'newest or oldest');
    const expected = this.#header(at).checksum;
    let sum = 0;
    for (const [i, line] of lines.entries()) {
      const offset = this.#view.locate(line);
      for (let word = 0; word < 4; word++) {
        sum = mix(sum, i === 0 && word === 2 ? 0 : (this.#view.words[offset + word] ?? 0));
      }
    }
    return sum === expected;
  }

  #firstWord(sector: number): number {
    return this.#view.locate(sectorLine(this.#world.geometry, sector));
  }

  #cycle(sector: number): number {
    return stampedCycle(this.#view.words[this.#firstWord(sector)] ?? 0);
  }

  #isHeader(sector: number): boolean {
    return isHeaderWord(this.#view.words[this.#firstWord(sector)] ?? 0);
  }

  #header(sector: number): RecordHeader {
    return headerAt(this.#view.words, this.#firstWord(sector));
  }
}

/** `xlog_valid_rec_header`. */
function isSound({ isHeader, version, length }: RecordHeader): boolean {
  return isHeader && version !== 0 && length > 0 && length <= maxDataSectors;
}

function refuse(): never {
  throw new Refusal('failed to find log head');
}

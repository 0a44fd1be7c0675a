import { mix } from '../fs/log-format.ts';
import type { World } from '../fs/machine.ts';
import type { View } from '../fs/view.ts';
import {
  headerAt,
  isHeaderWord,
  maxBuffers,
  maxDataSectors,
  type RecordHeader,
  ringSectors,
  sectorLine,
  sectorLines,
  stampedCycle,
} from '../fs/xfs-record.ts';

/** Why the kernel does not mount (EFSCORRUPTED, EIO or EINVAL). */
export class Refusal extends Error {}

/** A pass over records that ended at one that is not sound (EFSBADCRC, EFSCORRUPTED). */
type PassEnd = { readonly firstBad: number } | null;

/** The log of XFS as a crash may have left it: stamps, headers and records, by sector. */
export class XfsRing {
  readonly size: number;
  readonly #world: World;
  readonly #view: View;

  constructor(world: World, view: View) {
    this.#world = world;
    this.#view = view;
    this.size = ringSectors(world.geometry);
  }

  /**
   * `XLOG_TOTAL_REC_SHIFT` reckons with buffers of 256 KiB, where they have 32 KiB if nobody asks for more: it is
   * more than can have been under way, as here.
   */
  get scan(): number {
    return Math.min(2 * maxBuffers * (1 + maxDataSectors), this.size);
  }

  /** `xlog_rseek_logrec_hdr`: as many headers back from the head, to the tail at most. */
  seekBack(head: number, tail: number, count: number): { found: number; at: number } {
    let found = 0;
    let at = -1;
    const span = head > tail ? head - tail : head + this.size - tail;
    for (let back = 1; back <= span && found < count; back++) {
      const sector = (head - back + this.size) % this.size;
      if (!this.isHeader(sector)) continue;
      found++;
      at = sector;
    }
    return { found, at };
  }

  /** `xlog_seek_logrec_hdr`: the sector of the `count`th header from the tail on. */
  seekOn(head: number, tail: number, count: number): number {
    const span = head > tail ? head - tail : head + this.size - tail;
    let found = 0;
    for (let on = 0; on < span; on++) {
      const sector = (tail + on) % this.size;
      if (this.isHeader(sector) && ++found === count) return sector;
    }
    throw new Refusal('no record from the tail on');
  }

  /**
   * `xlog_recover_process` where checksums are only verified: a checksum of zero is sound whatever the record holds,
   * since mkfs writes records that have none.
   */
  readonly verified = (at: number, length: number): boolean =>
    this.header(at).checksum === 0 || this.sound(at, length);

  /** `xlog_do_recovery_pass` from the tail to the head; ends where a header or a record is not sound. */
  pass(head: number, tail: number, process: (at: number, length: number) => boolean): PassEnd {
    const span = head > tail ? head - tail : head + this.size - tail;
    let gone = 0;
    while (gone < span) {
      const at = (tail + gone) % this.size;
      const header = this.header(at);
      if (!isSound(header) || !process(at, header.length)) return { firstBad: at };
      gone += 1 + header.length;
    }
    return null;
  }

  /** Whether the record's checksum fits it (`xlog_cksum`). */
  sound(at: number, length: number): boolean {
    const { geometry: g, bug } = this.#world;
    if (bug === 'checksum-ignored') return true;
    const lines: number[] = [];
    for (let i = 0; i <= length; i++) {
      const first = sectorLine(g, (at + i) % this.size);
      for (let line = first; line < first + (i === 0 ? 1 : sectorLines); line++) lines.push(line);
    }
    this.#view.checkedTogether(() => lines, 'newest or oldest');
    const expected = this.header(at).checksum;
    let sum = 0;
    for (const [i, line] of lines.entries()) {
      const offset = this.#view.locate(line);
      for (let word = 0; word < 4; word++) {
        sum = mix(sum, i === 0 && word === 2 ? 0 : (this.#view.words[offset + word] ?? 0));
      }
    }
    return sum === expected;
  }

  firstWord(sector: number): number {
    return this.#view.locate(sectorLine(this.#world.geometry, sector));
  }

  cycle(sector: number): number {
    return stampedCycle(this.#view.words[this.firstWord(sector)] ?? 0);
  }

  isHeader(sector: number): boolean {
    return isHeaderWord(this.#view.words[this.firstWord(sector)] ?? 0);
  }

  header(sector: number): RecordHeader {
    return headerAt(this.#view.words, this.firstWord(sector));
  }
}

/** `xlog_valid_rec_header`. */
function isSound({ isHeader, version, length }: RecordHeader): boolean {
  return isHeader && version !== 0 && length > 0 && length <= maxDataSectors;
}

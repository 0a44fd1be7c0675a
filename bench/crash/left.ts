import { sha256 } from '../../data/schema/hash.ts';
import { pageSize } from '../machine/page.ts';
import { sectorsOf } from './checker/checker.ts';
import type { Recovered } from './report.ts';
import type { State } from './states.ts';
import { hasRecordHeader, withoutTickets, xfsRecordEnd } from './xfs-record.ts';

const sector = 512;

/**
 * Hash of what recovery wrote and where, as `left` of a report, but without what the kernel draws at random: then
 * two recoveries that did the same are equal. Of file systems whose format is not known here `left` stays as it is.
 * @param state What the device held after recovery where it differs from `base`.
 */
export function leftBut(
  fs: string,
  found: Recovered,
  base: ReadonlyMap<number, Buffer>,
  state: State,
  block: (hash: bigint) => Buffer,
): string {
  if (fs !== 'xfs') return found.left;
  const wrote = new Set(sectorsOf(found.wrote));
  const content = (at: number, size: number) => {
    const parts: Buffer[] = [];
    for (let from = at; from < at + size; from += sector) parts.push(sectorAt(from));
    return Buffer.concat(parts).subarray(0, size);
  };
  const sectorAt = (at: number) => {
    const start = at - (at % pageSize);
    const hash = state.get(start / pageSize);
    const page = hash === undefined ? base.get(start) : block(hash);
    return page?.subarray(at - start, at - start + sector) ?? Buffer.alloc(sector);
  };
  const parts: string[] = [];
  let done = 0; // the end of the last record
  for (const [page, sectors] of Map.groupBy(wrote, pageOf)) {
    const hash = state.get(page);
    const whole = hash !== undefined && sectors.length === perPage;
    if (whole && page * pageSize >= done && !mayBeginRecord(block(hash))) {
      parts.push(`page ${page} ${hash}`);
      continue;
    }
    for (const number of sectors) {
      const from = number * sector;
      if (from < done) continue;
      const end = xfsRecordEnd(from, content);
      const all = end !== null && Array.from(between(from, end)).every((at) => wrote.has(at));
      done = end !== null && all ? end : from + sector;
      const bytes = content(from, done - from);
      parts.push(`${number} ${(all ? withoutTickets(bytes) : bytes).toString('latin1')}`);
    }
  }
  return sha256(parts.join('\n'));
}

const perPage = pageSize / sector;
const pageOf = (number: number): number => Math.floor(number / perPage);

/** Not so what `xlog_clear_stale_blocks` writes ahead of the log's head: headers without content. */
function mayBeginRecord(page: Buffer): boolean {
  for (let at = 0; at < pageSize; at += sector)
    if (hasRecordHeader(page.subarray(at, at + sector))) return true;
  return false;
}

function* between(from: number, end: number): Generator<number> {
  for (let at = from; at < end; at += sector) yield at / sector;
}

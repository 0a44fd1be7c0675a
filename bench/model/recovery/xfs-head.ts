import { maxDataSectors } from '../fs/xfs-record.ts';
import { Refusal, type XfsRing } from './xfs-ring.ts';

/**
 * `xlog_find_zeroed`, then `xlog_find_head`: the sector at which the log goes on, by the stamps.
 * @throws Refusal where they make no sense.
 */
export function findHead(ring: XfsRing): number {
  const last = ring.size - 1;
  const first = ring.cycle(0);
  if (first === 0) return 0;
  const end = ring.cycle(last);
  if (end === 0) {
    if (first !== 1) throw new Refusal('Log inconsistent or not a log');
    let head = cycleStart(ring, 0, last, 0);
    const from = Math.max(0, head - ring.scan);
    head = verifyCycle(ring, from, head - from, 0) ?? head;
    return verifyRecord(ring, from, head, 0) ?? refuse();
  }
  return headOfFull(ring, first, end);
}

/** Where the whole ring has been written at least once. */
function headOfFull(ring: XfsRing, first: number, end: number): number {
  const { size, scan } = ring;
  let head = size;
  let stop = end - 1;
  if (first !== end) {
    stop = end;
    head = cycleStart(ring, 0, size - 1, end);
  }
  if (head >= scan) {
    head = verifyCycle(ring, head - scan, scan, stop) ?? head;
  } else {
    const hole = verifyCycle(ring, size - (scan - head), scan - head, stop - 1);
    head = hole ?? verifyCycle(ring, 0, head, stop) ?? head;
  }
  // `XLOG_REC_SHIFT`, of which the same is true.
  const back = Math.min(2 * (1 + maxDataSectors), size);
  const from = Math.max(0, head - back);
  let verified = verifyRecord(ring, from, head, 0);
  if (verified === null) {
    if (from > 0) throw new Refusal('failed to find log head');
    // The record before the head began before the end of the ring.
    verified = verifyRecord(ring, size - (back - head), size, head) ?? refuse();
    if (verified === size) verified = head;
  }
  return verified === size ? 0 : verified;
}

/** `xlog_find_cycle_start`: the first sector of the cycle, by bisection, true only where the ring is in order. */
function cycleStart(ring: XfsRing, first: number, last: number, cycle: number): number {
  let low = first;
  let high = last;
  for (let mid = (low + high) >> 1; mid !== low && mid !== high; mid = (low + high) >> 1) {
    if (ring.cycle(mid) === cycle) high = mid;
    else low = mid;
  }
  return high;
}

/** `xlog_find_verify_cycle`: the first sector in the range that has the cycle. */
function verifyCycle(ring: XfsRing, start: number, count: number, cycle: number): number | null {
  for (let at = start; at < start + count; at++) if (ring.cycle(at) === cycle) return at;
  return null;
}

/**
 * `xlog_find_verify_log_record`: the head, or the header before it where the record there is not as long as it
 * says. Null where the start of the ring comes first.
 * @param before Sectors of the same record that lie at the start of the ring.
 */
function verifyRecord(ring: XfsRing, start: number, head: number, before: number): number | null {
  for (let at = head - 1; at >= 0; at--) {
    if (at < start) throw new Refusal("Log inconsistent (didn't find previous header)");
    if (!ring.isHeader(at)) continue;
    return head - at + before === ring.header(at).length + 1 ? head : at;
  }
  return null;
}

function refuse(): never {
  throw new Refusal('failed to find log head');
}

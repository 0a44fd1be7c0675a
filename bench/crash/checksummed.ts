import { baseAt, type CrashLog, lineSize } from './log.ts';
import type { CrashPoint, Unit } from './media.ts';

/** Bytes of the device that one checksum covers: from, and to beyond. */
export type Covered = readonly [number, number];

const sector = 512;

/**
 * Log records of XFS in an image: what begins with XLOG_HEADER_MAGIC_NUM and has the checksum that
 * `xlog_cksum` (fs/xfs/xfs_log.c) computes: of the header without its own field, then of what follows it.
 * Records of more than 32 KiB have further headers and are left out.
 */
function xfsRecord(at: number, bytes: (at: number, size: number) => Buffer): Covered | null {
  const header = Buffer.from(bytes(at, sector));
  if (header.readUInt32BE(0) !== 0xfeedbabe) return null;
  const length = header.readUInt32BE(12);
  if (length > 32 << 10) return null;
  const expected = header.readUInt32LE(32);
  header.writeUInt32LE(0, 32);
  const [headed, end] = [at + sector, at + sector + length];
  const whole = Buffer.concat([header.subarray(0, headerSize), bytes(headed, length)]);
  return crc32c(whole) === expected ? [at, Math.ceil(end / sector) * sector] : null;
}

/** sizeof(struct xlog_rec_header) on 64-bit kernels: 324 bytes, padded. */
const headerSize = 328;

const formats: Readonly<Record<string, typeof xfsRecord>> = { xfs: xfsRecord };

/** Which units of a crash point one checksum covers together: of each record that all of them make whole. */
export function coveredUnits(fs: string, log: CrashLog, point: CrashPoint): number[][] {
  const format = formats[fs];
  if (!format) return [];
  const lines = new Map(point.settled);
  for (const { options } of point.units)
    for (const [at, line] of options.at(-1) ?? []) lines.set(at, line);
  const bytes = (at: number, size: number) => {
    const start = at - (at % lineSize);
    const count = Math.ceil((at + size - start) / lineSize);
    const all = Array.from({ length: count }, (_, index) => start + index * lineSize);
    return Buffer.concat(
      all.map((line) => lines.get(line) ?? baseAt(log, line, lineSize)),
    ).subarray(at - start, at - start + size);
  };
  const starts = new Set(
    point.units.flatMap((unit) => linesOf(unit).map((at) => at - (at % sector))),
  );
  return [...starts].flatMap((start) => {
    const record = format(start, bytes);
    if (!record) return [];
    const units = point.units.flatMap((unit, index) =>
      linesOf(unit).every((at) => at >= record[0] && at < record[1]) ? [index] : [],
    );
    return units.length > 0 ? [units] : [];
  });
}

const linesOf = ({ options }: Unit): number[] => options.flatMap((lines) => [...lines.keys()]);

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** CRC-32C (RFC 3720, B.4). */
export function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

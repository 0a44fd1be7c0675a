const sector = 512;
/** XLOG_HEADER_MAGIC_NUM (fs/xfs/libxfs/xfs_log_format.h). */
const magic = 0xfeedbabe;
/** sizeof(struct xlog_rec_header) on 64-bit kernels: 324 bytes, padded. */
const headerSize = 328;
/** Fields of the header, by offset: h_len, h_crc, h_num_logops, h_cycle_data. */
const at = { length: 12, crc: 32, operations: 40, cycles: 44 };
/** A record of more has further headers. */
const mostBytes = 32 << 10;
/** sizeof(struct xlog_op_header), and where a transaction's id stands in the header that begins it. */
const operation = { size: 12, length: 4 };
const transaction = { size: 16, magic: 0x5452414e, ticket: 8 };

/** Whether a sector begins as a record with content does. */
export const hasRecordHeader = (header: Buffer): boolean =>
  header.readUInt32BE(0) === magic && header.readUInt32BE(at.length) > 0;

/**
 * Where a record of XFS's log ends that begins there; null where none does. One begins with XLOG_HEADER_MAGIC_NUM and
 * has the checksum that `xlog_cksum` (fs/xfs/xfs_log.c) computes: of the header without its own field, then of
 * what follows it. Records with further headers are left out.
 */
export function xfsRecordEnd(
  start: number,
  bytes: (at: number, size: number) => Buffer,
): number | null {
  const header = Buffer.from(bytes(start, sector));
  if (!hasRecordHeader(header)) return null;
  const length = header.readUInt32BE(at.length);
  if (length > mostBytes) return null;
  const expected = header.readUInt32LE(at.crc);
  header.writeUInt32LE(0, at.crc);
  const whole = Buffer.concat([header.subarray(0, headerSize), bytes(start + sector, length)]);
  return crc32c(whole) === expected ? Math.ceil((start + sector + length) / sector) * sector : null;
}

/**
 * The same record without what chance decides in it: the ids of tickets, which `xlog_ticket_alloc` (fs/xfs/xfs_log.c)
 * draws, and with them the checksum. Every operation's header has the id, and so has the header of a transaction
 * (XFS_TRANS_HEADER_MAGIC). The first word of each sector is its cycle; what stood there is in the record's header
 * (`xlog_pack_data`).
 */
export function withoutTickets(record: Buffer): Buffer {
  const bytes = Buffer.from(record);
  const cycle = (index: number) => at.cycles + 4 * index;
  const sectors = bytes.length / sector - 1;
  for (let index = 0; index < sectors; index++)
    record.copy(bytes, (index + 1) * sector, cycle(index), cycle(index) + 4);
  bytes.fill(0, at.crc, at.crc + 4);
  bytes.fill(0, cycle(0), cycle(sectors));
  const end = Math.min(sector + record.readUInt32BE(at.length), bytes.length);
  let from = sector;
  for (let left = record.readUInt32BE(at.operations); left > 0; left--) {
    if (from + operation.size > end) break;
    bytes.fill(0, from, from + 4);
    const size = bytes.readUInt32BE(from + operation.length);
    from += operation.size;
    if (size === transaction.size && from + size <= end && isTransaction(bytes, from))
      bytes.fill(0, from + transaction.ticket, from + transaction.ticket + 4);
    from += size;
  }
  return bytes;
}

const isTransaction = (bytes: Buffer, from: number): boolean =>
  bytes.readUInt32LE(from) === transaction.magic;

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

/** `LZ4_LEGACY_MAGIC` of the Linux kernel's lib/decompress_unlz4.c, little-endian. */
const magic = 0x184c2102;

/**
 * Unpacks the "legacy" LZ4 frames in which Debian compresses its kernel: a magic number, then blocks
 * that each start with their length.
 * @param size of the result in bytes, as the kernel image states it.
 * @throws RangeError if the data are cut short.
 */
export function unpackLegacyLz4(data: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size);
  let [from, to] = [4, 0];
  while (to < size) {
    const end = from + 4 + data.readUInt32LE(from);
    to = unpackBlock(data.subarray(from + 4, end), out, to);
    from = end;
  }
  return out;
}

export const isLegacyLz4 = (data: Buffer) => data.length > 4 && data.readUInt32LE(0) === magic;

/** One block: literals and copies of what was written before, alternating. Returns the new end. */
function unpackBlock(block: Buffer, out: Buffer, start: number): number {
  let [from, to] = [0, start];
  /** A length of 15 goes on in the next bytes until one is not 255. */
  const length = (nibble: number) => {
    let total = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; total += byte) {
      byte = block.readUInt8(from++);
    }
    return total;
  };
  while (from < block.length) {
    const token = block.readUInt8(from++);
    const literals = length(token >> 4);
    to += block.copy(out, to, from, from + literals);
    from += literals;
    if (from >= block.length) break; // the last sequence has no copy
    const distance = block.readUInt16LE(from);
    from += 2;
    const end = to + length(token & 15) + 4;
    // Byte by byte where source and target overlap: that repeats a pattern.
    if (distance >= end - to) to += out.copy(out, to, to - distance, end - distance);
    else for (; to < end; to++) out[to] = out[to - distance] ?? 0;
  }
  return to;
}

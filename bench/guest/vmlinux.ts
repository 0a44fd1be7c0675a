import { readFileSync, writeFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { made } from './cache.ts';
import { isLegacyLz4, unpackLegacyLz4 } from './lz4.ts';

/**
 * Takes the ELF image out of a bzImage, which QEMU then starts at its PVH entry: that spares each boot
 * the decompression, 1.5 s under emulation. Offsets are those of the kernel's
 * Documentation/arch/x86/boot.rst (setup_sects, payload_offset, payload_length).
 * @returns the path of the ELF image, or of the bzImage itself where its compression is not known.
 */
export async function vmlinuxOf(bzImage: string): Promise<string> {
  const payload = payloadOf(readFileSync(bzImage));
  const unpack = unpackerOf(payload);
  if (!unpack) return bzImage;
  return made(`${bzImage}.elf`, (temporary) => writeFileSync(temporary, unpack()));
}

function payloadOf(image: Buffer): Buffer {
  const protectedMode = (image.readUInt8(0x1f1) + 1) * 512;
  const start = protectedMode + image.readUInt32LE(0x248);
  return image.subarray(start, start + image.readUInt32LE(0x24c));
}

/** The build appends the unpacked size in four bytes. */
function unpackerOf(payload: Buffer): (() => Buffer) | undefined {
  const size = payload.readUInt32LE(payload.length - 4);
  if (isLegacyLz4(payload)) return () => unpackLegacyLz4(payload.subarray(0, -4), size);
  if (payload.readUInt32LE(0) === 0xfd2fb528) {
    return () => zstdDecompressSync(payload.subarray(0, -4));
  }
  return undefined;
}

import { closeSync, openSync, readSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { type Guest, ramMebibytes } from './qemu.ts';

const piece = 1 << 20;
const zeros = Buffer.alloc(piece);

/**
 * What a region of persistent memory holds, in the file that is a guest's memory.
 * @param begun Only up to the first mebibyte that is zero: for what was written from its beginning on.
 */
export function regionOf(
  memoryFile: string,
  regions: Guest['regions'],
  index: number,
  begun = false,
): Buffer {
  const pieces: Buffer[] = [];
  const file = openSync(memoryFile, 'r');
  try {
    for (let at = 0; at < (regions[index] ?? 0) * 2 ** 20; at += piece) {
      const next = Buffer.allocUnsafe(piece);
      readSync(file, next, 0, piece, placeOf(regions, index) + at);
      if (begun && next.equals(zeros)) break;
      pieces.push(next);
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(file);
  }
}

/** @throws RangeError for more than the region has room for. */
export function fillRegion(
  memoryFile: string,
  regions: Guest['regions'],
  index: number,
  content: Uint8Array,
): void {
  if (content.length > (regions[index] ?? 0) * 2 ** 20)
    throw new RangeError(`${content.length} bytes for a region of ${regions[index]} MiB`);
  const file = openSync(memoryFile, 'r+');
  try {
    writeSync(file, content, 0, content.length, placeOf(regions, index));
  } finally {
    closeSync(file);
  }
}

function placeOf(regions: Guest['regions'], index: number): number {
  const before = regions.slice(0, index).reduce((sum, mebibytes) => sum + mebibytes, 0);
  return (ramMebibytes + before) * 2 ** 20;
}

/** Sparse: it takes room as it is written to. */
export function emptyFile(file: string, mebibytes: number): void {
  writeFileSync(file, '');
  truncateSync(file, mebibytes * 2 ** 20);
}

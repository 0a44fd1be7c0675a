import { sha256 } from '../../data/schema/hash.ts';
import type { CrashPoint } from './media.ts';

/** What a failure may have left: lines that differ from the base, by offset. */
export type Image = ReadonlyMap<number, Buffer>;

/** Which option each unit of a crash point takes; a unit not named is not there (option 0). */
export type Choice = ReadonlyMap<number, number>;

export function imageOf({ settled, units }: CrashPoint, choice: Choice): Image {
  const image = new Map(settled);
  for (const [unit, option] of choice) {
    for (const [at, content] of units[unit]?.options[option] ?? []) image.set(at, content);
  }
  return image;
}

/** The form that `guest/device.c` reads: runs of offset, size, bytes. */
export function runsFile(image: Image): Buffer {
  return Buffer.concat(
    [...image].flatMap(([offset, bytes]) => {
      const head = Buffer.alloc(16);
      head.writeBigUInt64LE(BigInt(offset), 0);
      head.writeBigUInt64LE(BigInt(bytes.length), 8);
      return [head, bytes];
    }),
  );
}

/** Equal for images that demand the same of recovery: equal bytes and equally many promises. */
export function imageKey(image: Image, promised: number): string {
  const sorted = new Map([...image].sort(([a], [b]) => a - b));
  return `${promised}-${sha256(runsFile(sorted).toString('latin1'))}`;
}

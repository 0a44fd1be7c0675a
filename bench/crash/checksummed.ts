import { lineSize } from '../machine/page.ts';
import { baseAt, type CrashLog } from './log.ts';
import type { CrashPoint, Unit } from './media.ts';
import { xfsRecordEnd } from './xfs-record.ts';

const sector = 512;

/** Where a record ends that one checksum covers, by file system; null where none begins. */
const formats: Readonly<Record<string, typeof xfsRecordEnd>> = { xfs: xfsRecordEnd };

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
    const end = format(start, bytes);
    if (end === null) return [];
    const units = point.units.flatMap((unit, index) =>
      linesOf(unit).every((at) => at >= start && at < end) ? [index] : [],
    );
    return units.length > 0 ? [units] : [];
  });
}

const linesOf = ({ options }: Unit): number[] => options.flatMap((lines) => [...lines.keys()]);

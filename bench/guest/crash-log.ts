/** One record of the tracking plugin, in the order of execution; `offset` into the tracked range. */
export type CrashEvent =
  | {
      readonly kind: 'store';
      readonly offset: number;
      readonly bytes: Buffer;
      readonly nonTemporal: boolean;
    }
  | { readonly kind: 'flush'; readonly offset: number; readonly ordered: boolean }
  | { readonly kind: 'fence' }
  | { readonly kind: 'acknowledge' };

/** What one job did between ARM and DISARM. */
export interface CrashLog {
  /** Pages of the range that were not all zeros when it was armed, by offset. */
  readonly base: ReadonlyMap<number, Buffer>;
  readonly events: readonly CrashEvent[];
}

const headLength = 16;
/** `enum record` of plugin/track.c. */
const kinds = {
  base: 1,
  store: 2,
  nonTemporal: 3,
  flush: 4,
  orderedFlush: 5,
  fence: 6,
  acknowledge: 7,
};

/**
 * Reads the plugin's file: a BASE record without bytes starts a section.
 * @throws RangeError if the file is cut short or has an unknown record.
 */
export function readCrashLogs(file: Buffer): CrashLog[] {
  const logs: { base: Map<number, Buffer>; events: CrashEvent[] }[] = [];
  for (let at = 0; at < file.length; ) {
    const kind = file.readUInt32LE(at);
    const size = file.readUInt32LE(at + 4);
    const offset = Number(file.readBigUInt64LE(at + 8));
    const bytes = file.subarray(at + headLength, at + headLength + size);
    if (bytes.length !== size) throw new RangeError(`the plugin's file ends inside a record`);
    at += headLength + size;
    if (kind === kinds.base && size === 0) {
      logs.push({ base: new Map(), events: [] });
      continue;
    }
    const log = logs.at(-1);
    if (!log) throw new RangeError(`record ${kind} before the first section`);
    if (kind === kinds.base) log.base.set(offset, bytes);
    else log.events.push(eventOf(kind, offset, bytes));
  }
  return logs;
}

function eventOf(kind: number, offset: number, bytes: Buffer): CrashEvent {
  switch (kind) {
    case kinds.store:
      return { kind: 'store', offset, bytes, nonTemporal: false };
    case kinds.nonTemporal:
      return { kind: 'store', offset, bytes, nonTemporal: true };
    case kinds.flush:
      return { kind: 'flush', offset, ordered: false };
    case kinds.orderedFlush:
      return { kind: 'flush', offset, ordered: true };
    case kinds.fence:
      return { kind: 'fence' };
    case kinds.acknowledge:
      return { kind: 'acknowledge' };
    default:
      throw new RangeError(`unknown record ${kind}`);
  }
}

import { lineSize } from '../machine/page.ts';
import type { CrashEvent, CrashLog } from './log.ts';

const headLength = 16;
/** `enum record` of plugin/track.c. */
const kinds = {
  base: 1,
  store: 2,
  nonTemporal: 3,
  flush: 4,
  orderedFlush: 5,
  fence: 6,
  promise: 7,
};

/**
 * Reads the tracking plugin's file: a BASE record without bytes starts a section.
 * @throws RangeError if the file is cut short or has an unknown record.
 */
export function readPluginLogs(file: Buffer): CrashLog[] {
  const logs: { base: Map<number, Buffer>; events: CrashEvent[] }[] = [];
  // At the end of each section: a store of eight bytes each, all of them together would fill the memory.
  const close = () => {
    const last = logs.at(-1);
    if (last) last.events = joined(last.events);
  };
  for (let at = 0; at < file.length; ) {
    if (at + headLength > file.length) throw new RangeError('the plugin ended inside a head');
    const kind = file.readUInt32LE(at);
    const size = file.readUInt32LE(at + 4);
    const offset = Number(file.readBigUInt64LE(at + 8));
    const bytes = file.subarray(at + headLength, at + headLength + size);
    if (bytes.length !== size) throw new RangeError('the plugin ended inside a record');
    at += headLength + size;
    if (kind === kinds.base && size === 0) {
      close();
      logs.push({ base: new Map(), events: [] });
      continue;
    }
    const log = logs.at(-1);
    if (!log) throw new RangeError(`record ${kind} before the first section`);
    if (kind === kinds.base) log.base.set(offset, bytes);
    else log.events.push(eventOf(kind, offset, bytes));
  }
  close();
  return logs;
}

function eventOf(kind: number, at: number, bytes: Buffer): CrashEvent {
  switch (kind) {
    case kinds.store:
      return { kind: 'write', at, bytes, through: false };
    case kinds.nonTemporal:
      return { kind: 'write', at, bytes, through: true };
    case kinds.flush:
      return { kind: 'flush', at, size: lineSize, ordered: false };
    case kinds.orderedFlush:
      return { kind: 'flush', at, size: lineSize, ordered: true };
    case kinds.fence:
      return { kind: 'fence' };
    case kinds.promise:
      return { kind: 'promise' };
    default:
      throw new RangeError(`unknown record ${kind}`);
  }
}

/**
 * Adjoining stores past the caches are one write of the kernel's memcpy_flushcache
 * (arch/x86/lib/usercopy_64.c): joined, so that tearing can keep or lose it by units of any size.
 */
export function joined(events: readonly CrashEvent[]): CrashEvent[] {
  const result: CrashEvent[] = [];
  let run: Buffer[] = [];
  let start = 0;
  let end = 0;
  const close = () => {
    if (run.length > 0)
      result.push({ kind: 'write', at: start, bytes: Buffer.concat(run), through: true });
    run = [];
  };
  for (const event of events) {
    if (event.kind === 'write' && event.through) {
      if (run.length === 0 || event.at !== end) {
        close();
        start = event.at;
      }
      run.push(event.bytes);
      end = event.at + event.bytes.length;
    } else {
      close();
      result.push(event);
    }
  }
  close();
  return result;
}

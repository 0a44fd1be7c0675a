import { lineSize } from '../machine/page.ts';
import type { CrashEvent, CrashLog } from './log.ts';

const headLength = 16;
/** `enum record` of plugin/track.c: what lay in memory when a section began, and what happened since. */
const base = 1;
const happened: Readonly<Record<number, (at: number, bytes: Buffer) => CrashEvent>> = {
  2: (at, bytes) => ({ kind: 'write', at, bytes, through: false }),
  3: (at, bytes) => ({ kind: 'write', at, bytes, through: true }), // non-temporal
  4: (at) => ({ kind: 'flush', at, size: lineSize, ordered: false }),
  5: (at) => ({ kind: 'flush', at, size: lineSize, ordered: true }),
  6: () => ({ kind: 'fence' }),
  7: () => ({ kind: 'promise' }),
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
    if (kind === base && size === 0) {
      close();
      logs.push({ base: new Map(), events: [] });
      continue;
    }
    const log = logs.at(-1);
    if (!log) throw new RangeError(`record ${kind} before the first section`);
    if (kind === base) log.base.set(offset, bytes);
    else log.events.push(eventOf(kind, offset, bytes));
  }
  close();
  return logs;
}

function eventOf(kind: number, at: number, bytes: Buffer): CrashEvent {
  const event = happened[kind];
  if (!event) throw new RangeError(`unknown record ${kind}`);
  return event(at, bytes);
}

/**
 * Adjoining stores past the caches are one write of the kernel's memcpy_flushcache
 * (arch/x86/lib/usercopy_64.c): joined, so that tearing can keep or lose it by units of any size.
 */
function joined(events: readonly CrashEvent[]): CrashEvent[] {
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

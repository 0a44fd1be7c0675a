import { pageSize, pieces } from '../machine/page.ts';
import { eventsOf, logEntries } from './dm-log-writes.ts';
import { forced, type Issued } from './forced.ts';
import type { CrashEvent, CrashLog } from './log.ts';

/** What a program told the recorder between two writes. */
export type Note =
  | { readonly kind: 'begin' | 'end'; readonly id: number }
  | { readonly kind: 'promise'; readonly text: string };

export interface Recorded extends CrashLog {
  readonly id: number;
  readonly promises: readonly string[];
}

/**
 * Cuts the log of a whole boot into recordings. Notes are sectors written beyond the file system, at
 * `notes`, so that they stand in the log in their order; the file system is all before.
 * @param issued What the kernel says of the writes, where the log does not tell which were forced (FUA).
 */
export function recordingsIn(
  file: Buffer,
  notes: number,
  issued: readonly Issued[] = [],
): Recorded[] {
  const pages = new Map<number, Buffer>();
  const found: Recorded[] = [];
  let open: {
    id: number;
    base: Map<number, Buffer>;
    events: CrashEvent[];
    promises: string[];
  } | null = null;
  for (const entry of forced(logEntries(file), issued)) {
    const note = entry.at === notes ? noteOf(entry.bytes) : null;
    if (note?.kind === 'begin')
      open = { id: note.id, base: new Map(pages), events: [], promises: [] };
    else if (note?.kind === 'end' && open) {
      found.push(open);
      open = null;
    } else if (note?.kind === 'promise') {
      open?.events.push({ kind: 'promise' });
      open?.promises.push(note.text);
    } else if (entry.at < notes) {
      open?.events.push(...eventsOf(entry));
      if (!entry.discard) apply(pages, entry.at, entry.bytes);
    }
  }
  return found;
}

function noteOf(bytes: Buffer): Note | null {
  const text = bytes.toString('latin1', 0, Math.max(0, bytes.indexOf(0)));
  const [kind = '', ...rest] = text.split(' ');
  if (kind === 'begin' || kind === 'end') return { kind, id: Number(rest[0]) };
  return kind === 'promise' ? { kind, text: rest.join(' ') } : null;
}

/** Pages are replaced, never changed: bases taken earlier share them. */
function apply(pages: Map<number, Buffer>, at: number, bytes: Buffer): void {
  for (const { start, from, to } of pieces(at, bytes.length, pageSize)) {
    const page = Buffer.from(pages.get(start) ?? Buffer.alloc(pageSize));
    bytes.copy(page, from - start, from - at, to - at);
    if (page.some((byte) => byte !== 0)) pages.set(start, page);
    else pages.delete(start);
  }
}

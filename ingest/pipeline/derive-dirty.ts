import type { DerivedComponent, StoreWriter } from '../../data/schema/store/writer.ts';
import { copyRules } from './copy-rules.ts';
import { inOrder, type Pool } from './pool.ts';
import type { Progress } from './progress.ts';

/** Components given to a thread at once: enough to outweigh the message between threads. */
const perTask = 20;
/** Tasks, and messages to index, in one transaction: FTS5 writes a segment for each. */
const tasksPerBatch = 8;
const indexedPerBatch = 1_000;
/** From this many components on, threads are worth starting. */
const many = 400;

/**
 * Derives every component that changed and indexes every message that is new, until nothing is left;
 * other processes may add some meanwhile. Threads derive while the writer indexes.
 */
export async function deriveDirty(
  writer: StoreWriter,
  pool: Pool,
  progress: Progress,
): Promise<{ added: number; changed: number }> {
  const total = { added: 0, changed: 0 };
  for (let dirty = writer.components.dirty(); dirty.length > 0; dirty = writer.components.dirty()) {
    if (dirty.length >= many) pool.start();
    const tasks = inOrder(chunks(dirty, perTask), pool.ahead, (components) =>
      pool.run<'derive'>({ kind: 'derive', file: writer.file, components }),
    );
    let done = 0;
    for await (const derived of grouped(tasks, tasksPerBatch)) {
      progress.throwIfAborted();
      writer.batch(() => {
        for (const one of derived) {
          const stored = writer.threads.put(one, writer.components, copyRules.mayBe);
          total.added += stored.threadsAdded;
          total.changed += stored.threadsChanged;
        }
        writer.copies.table.index.add(indexedPerBatch);
      });
      done += perTask * tasksPerBatch;
      progress.deriving(Math.min(done, dirty.length), dirty.length);
    }
  }
  while (writer.copies.table.index.waits()) {
    progress.throwIfAborted();
    const added = writer.batch(() => writer.copies.table.index.add(indexedPerBatch));
    // Another process stored what is not threaded yet; it indexes that itself.
    if (added === 0) break;
  }
  return total;
}

function* chunks<T>(items: readonly T[], size: number): Iterable<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** Joins the results of up to `count` tasks. */
async function* grouped(
  results: AsyncIterable<readonly DerivedComponent[]>,
  count: number,
): AsyncIterable<DerivedComponent[]> {
  let group: DerivedComponent[] = [];
  let size = 0;
  for await (const result of results) {
    group.push(...result);
    size += 1;
    if (size < count) continue;
    yield group;
    group = [];
    size = 0;
  }
  if (group.length > 0) yield group;
}

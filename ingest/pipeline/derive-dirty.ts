import type { StoreWriter } from '../../data/schema/store/writer.ts';
import { copyRules } from './copy-rules.ts';
import { inOrder, type Pool } from './pool.ts';
import type { Progress } from './progress.ts';

/** Components given to a thread at once: enough to outweigh the message between threads. */
const perTask = 40;
/** From this many on, threads are worth starting. */
const many = 400;

/** Derives every component that changed, until none is left; other processes may add some meanwhile. */
export async function deriveDirty(
  writer: StoreWriter,
  pool: Pool,
  progress: Progress,
): Promise<{ added: number; changed: number }> {
  const total = { added: 0, changed: 0 };
  for (let dirty = writer.components.dirty(); dirty.length > 0; dirty = writer.components.dirty()) {
    if (dirty.length >= many) pool.start();
    const tasks = inOrder(chunks(dirty, perTask), pool.size + 2, (components) =>
      pool.run<'derive'>({ kind: 'derive', file: writer.file, components }),
    );
    let done = 0;
    for await (const derived of tasks) {
      progress.throwIfAborted();
      writer.batch(() => {
        for (const one of derived) {
          const stored = writer.threads.put(one, writer.components, copyRules.mayBe);
          total.added += stored.threadsAdded;
          total.changed += stored.threadsChanged;
        }
      });
      done += perTask;
      progress.deriving(Math.min(done, dirty.length), dirty.length);
    }
  }
  return total;
}

function* chunks<T>(items: readonly T[], size: number): Iterable<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

import type { StoreWriter } from '../../data/schema/store/writer.ts';
import { copyRules } from './copy-rules.ts';
import { derive } from './derive.ts';

/** Derives every component that changed, until none is left; other processes may add some meanwhile. */
export async function deriveDirty(
  writer: StoreWriter,
): Promise<{ added: number; changed: number }> {
  let added = 0;
  let changed = 0;
  for (let dirty = writer.components.dirty(); dirty.length > 0; dirty = writer.components.dirty()) {
    for (let at = 0; at < dirty.length; at += 200) {
      const inputs = dirty
        .slice(at, at + 200)
        .map((component) => writer.threads.input(component))
        .filter((input) => input !== undefined);
      const derived = inputs.map(({ component, version, messages }) => ({
        component,
        version,
        ...derive(messages),
      }));
      writer.batch(() => {
        for (const one of derived) {
          const stored = writer.threads.put(one, writer.components, copyRules.mayBe);
          added += stored.threadsAdded;
          changed += stored.threadsChanged;
        }
      });
    }
  }
  return { added, changed };
}

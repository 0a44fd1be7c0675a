import { ComponentReader } from '../../data/schema/store/component-reader.ts';
import { openDatabase } from '../../data/schema/store/open.ts';
import type { DerivedComponent } from '../../data/schema/store/writer.ts';
import { type ParsedBatch, parseBatch, type RawBatch } from './batch.ts';
import { derive } from './derive.ts';

/** Work that a thread of the pool does; neither kind writes. */
export type Task =
  | { readonly kind: 'parse'; readonly batch: RawBatch }
  | { readonly kind: 'derive'; readonly file: string; readonly components: readonly number[] };

export interface Results {
  readonly parse: ParsedBatch;
  readonly derive: readonly DerivedComponent[];
}

/** Reads the components of a store; one connection a thread, kept open between tasks. */
const readers = new Map<string, ComponentReader>();

export async function runTask<K extends Task['kind']>(
  task: Extract<Task, { kind: K }>,
): Promise<Results[K]>;
export async function runTask(task: Task): Promise<ParsedBatch | readonly DerivedComponent[]> {
  return task.kind === 'parse' ? parseBatch(task.batch) : deriveTask(task.file, task.components);
}

function deriveTask(file: string, components: readonly number[]): DerivedComponent[] {
  let reader = readers.get(file);
  if (!reader) {
    reader = new ComponentReader(openDatabase(file));
    readers.set(file, reader);
  }
  return components.flatMap((component) => {
    const input = reader.input(component);
    return input ? [{ component, version: input.version, ...derive(input.messages) }] : [];
  });
}

/** Closes what this thread opened. */
export function closeReaders(): void {
  for (const reader of readers.values()) reader.close();
  readers.clear();
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trace } from '../../data/schema/trace.ts';

/** Writes each trace to `FOLDER/ID.json`; the same trace always has the same bytes. */
export function writeTraces(folder: string, traces: readonly Trace[]): void {
  mkdirSync(folder, { recursive: true });
  for (const trace of traces) {
    writeFileSync(join(folder, `${trace.id}.json`), `${JSON.stringify(trace)}\n`);
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trace } from '../../data/schema/trace.ts';
import { chromeTrace } from '../model/trace/chrome.ts';

/**
 * Writes each trace to `FOLDER/ID.json`, and to `FOLDER/ID.perfetto.json` for Perfetto if asked. The
 * same trace always has the same bytes.
 */
export function writeTraces(folder: string, traces: readonly Trace[], perfetto = false): void {
  mkdirSync(folder, { recursive: true });
  for (const trace of traces) {
    writeFileSync(join(folder, `${trace.id}.json`), `${JSON.stringify(trace)}\n`);
    if (!perfetto) continue;
    writeFileSync(
      join(folder, `${trace.id}.perfetto.json`),
      `${JSON.stringify(chromeTrace(trace))}\n`,
    );
  }
}

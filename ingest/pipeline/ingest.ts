import type { StoreWriter } from '../../data/schema/store/writer.ts';
import type { OpenSource, RawItem } from '../source/raw.ts';
import { parseBatch, type Rejection } from './batch.ts';
import { copyRules } from './copy-rules.ts';
import { deriveDirty } from './derive-dirty.ts';
import type { Report, SourceReport } from './report.ts';

/** Reads every source into the store, then threads what changed. */
export async function ingest(sources: readonly OpenSource[], writer: StoreWriter): Promise<Report> {
  const started = performance.now();
  const reports: SourceReport[] = [];
  for (const source of sources) reports.push(await readSource(source, writer));
  const threads = await deriveDirty(writer);
  return {
    schemaVersion: 1,
    sources: reports,
    threads,
    durationMs: Math.round(performance.now() - started),
  };
}

async function readSource(source: OpenSource, writer: StoreWriter): Promise<SourceReport> {
  const fingerprint = await source.fingerprint();
  const before = writer.progress.get(source.ref);
  if (before && fingerprint !== null && before.fingerprint === fingerprint) {
    return {
      source: source.ref.location,
      format: source.ref.format,
      read: before.messages + before.rejected.length,
      added: 0,
      duplicate: before.messages,
      rejected: before.rejected,
    };
  }
  let added = 0;
  let duplicate = 0;
  const rejected: Rejection[] = [];
  for await (const items of batches(source.read(before?.cursor ?? null))) {
    const parsed = parseBatch({ ref: source.ref, items });
    rejected.push(...parsed.rejected);
    writer.batch(() => {
      const key = writer.source(source.ref);
      for (const message of parsed.messages) {
        const outcome = writer.copies.put(message, key, copyRules);
        if (outcome === 'added' || outcome === 'variant') added += 1;
        else duplicate += 1;
      }
    });
  }
  writer.batch(() =>
    writer.progress.put(source.ref, {
      fingerprint: fingerprint ?? '',
      cursor: source.cursor(),
      messages: added + duplicate,
      rejected,
    }),
  );
  return {
    source: source.ref.location,
    format: source.ref.format,
    read: added + duplicate + rejected.length,
    added,
    duplicate,
    rejected,
  };
}

const batchBytes = 2 * 1024 * 1024;
const batchCount = 500;

async function* batches(items: AsyncIterable<RawItem>): AsyncIterable<RawItem[]> {
  let batch: RawItem[] = [];
  let bytes = 0;
  for await (const item of items) {
    batch.push(item);
    bytes += item.kind === 'rejected' ? 0 : item.bytes.length;
    if (bytes < batchBytes && batch.length < batchCount) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

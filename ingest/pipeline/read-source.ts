import type { CopyWriter } from '../../data/schema/store/copy-writer.ts';
import type { StoredMessage } from '../../data/schema/store/message-table.ts';
import type { Original } from '../../data/schema/store/originals.ts';
import type { StoreWriter } from '../../data/schema/store/writer.ts';
import type { OpenSource, RawItem } from '../source/raw.ts';
import type { ParsedBatch, RawBatch, Rejection } from './batch.ts';
import { copyRules } from './copy-rules.ts';
import { Ledger } from './ledger.ts';
import { inOrder, type Pool } from './pool.ts';
import type { Progress } from './progress.ts';
import type { SourceReport } from './report.ts';

/** Raw mail sent to a thread at once. */
const batchBytes = 512 * 1024;
const batchCount = 250;
/** Messages in one transaction: a kill loses at most these, and they are in memory twice. */
const transactionCount = 500;
const transactionBytes = 8 * 1024 * 1024;
/** Raw mail from which on threads are worth starting. */
const large = 1024 * 1024;

/** Where the store is, opened when there is something to write or something that is there already. */
export interface LazyWriter {
  readonly existing: StoreWriter | null;
  open(): StoreWriter;
}

/** Reads one source into the store, batch by batch; each batch is stored whole or not at all. */
export async function readSource(
  source: OpenSource,
  store: LazyWriter,
  pool: Pool,
  progress: Progress,
): Promise<SourceReport> {
  const fingerprint = await source.fingerprint();
  const before = store.existing?.progress.get(source.ref);
  if (before && fingerprint !== null && before.fingerprint === fingerprint) {
    return unchanged(source, before.messages, before.rejected);
  }
  const ledger = new Ledger();
  progress.begin();
  const raw = batches(source, before?.cursor ?? null, pool, ledger);
  const parsed = inOrder(raw, pool.ahead, (batch) =>
    pool.run<'parse'>({ kind: 'parse', batch }, buffersOf(batch)),
  );
  for await (const batch of transactions(parsed)) {
    progress.throwIfAborted();
    ledger.parsed(batch);
    if (batch.messages.length + batch.withdrawn.length > 0)
      store.open().batch(() => ledger.attempt(() => put(store.open(), source, batch, ledger)));
    progress.reading(source, ledger.added + ledger.duplicate);
  }
  ledger.balance(source.ref.location);
  const earlier = source.incremental() ? (before?.messages ?? 0) : 0;
  const messages = ledger.added + ledger.duplicate;
  const kept = Math.max(0, earlier - ledger.withdrawn);
  if (messages > 0 || before) {
    store.open().batch(() =>
      store.open().progress.put(source.ref, {
        fingerprint: fingerprint ?? '',
        cursor: source.cursor(),
        messages: kept + messages,
        rejected: ledger.rejected,
      }),
    );
  }
  return {
    source: source.ref.location,
    format: source.ref.format,
    read: kept + messages + ledger.rejected.length,
    added: ledger.added,
    duplicate: kept + ledger.duplicate,
    rejected: ledger.rejected,
    variants: ledger.variants,
    withdrawn: ledger.withdrawn,
    digested: ledger.digested,
  };
}

function unchanged(source: OpenSource, messages: number, rejected: readonly Rejection[]) {
  return {
    source: source.ref.location,
    format: source.ref.format,
    read: messages + rejected.length,
    added: 0,
    duplicate: messages,
    rejected,
    variants: 0,
    withdrawn: 0,
    digested: 0,
  };
}

function put(writer: StoreWriter, source: OpenSource, batch: ParsedBatch, ledger: Ledger): void {
  const key = writer.progress.source(source.ref);
  const copies: CopyWriter = writer.copies;
  for (const message of batch.messages) {
    const outcome = copies.put(message, key, copyRules);
    if (outcome === 'added' || outcome === 'variant') ledger.added += 1;
    else ledger.duplicate += 1;
    if (outcome === 'variant') ledger.variants += 1;
  }
  for (const [hash, originals] of batch.originals) {
    for (const original of originals) writer.originals.put(hash, key, original);
  }
  const lost = batch.messages.find((message) => !copies.holds(message));
  if (lost) throw new Error(`${source.ref.location}: the store did not keep ${lost.messageId}`);
  for (const message of batch.withdrawn) {
    if (copies.withdraw(message, key, copyRules)) {
      writer.originals.forget(message.hash, key);
      ledger.withdrawn += 1;
    }
  }
}

async function* batches(
  source: OpenSource,
  cursor: string | null,
  pool: Pool,
  ledger: Ledger,
): AsyncIterable<RawBatch> {
  let items: RawItem[] = [];
  let bytes = 0;
  let sent = 0;
  for await (const item of source.read(cursor)) {
    items.push(item);
    ledger.give(1);
    bytes += item.kind === 'rejected' ? 0 : item.bytes.length;
    if (bytes < batchBytes && items.length < batchCount) continue;
    sent += bytes;
    if (sent >= large) pool.start();
    yield { ref: source.ref, items: pool.started ? packed(items, bytes) : items };
    items = [];
    bytes = 0;
  }
  if (items.length > 0) {
    yield { ref: source.ref, items: pool.started ? packed(items, bytes) : items };
  }
}

/** The same items over one buffer of their own, which can be handed to a thread without another copy. */
function packed(items: readonly RawItem[], length: number): RawItem[] {
  const buffer = new Uint8Array(length);
  let at = 0;
  return items.map((item) => {
    if (item.kind === 'rejected') return item;
    buffer.set(item.bytes, at);
    const bytes = buffer.subarray(at, at + item.bytes.length);
    at += item.bytes.length;
    return { ...item, bytes };
  });
}

function buffersOf(batch: RawBatch): ArrayBuffer[] {
  const first = batch.items.find((item) => item.kind !== 'rejected');
  const buffer = first?.bytes.buffer;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}

/** Joins parsed batches until they make a transaction. */
async function* transactions(batches: AsyncIterable<ParsedBatch>): AsyncIterable<ParsedBatch> {
  let joined = nothing();
  let bytes = 0;
  for await (const batch of batches) {
    joined.digested += batch.digested;
    joined.takenBack += batch.takenBack;
    joined.messages.push(...batch.messages);
    joined.withdrawn.push(...batch.withdrawn);
    joined.rejected.push(...batch.rejected);
    for (const { body } of batch.messages) bytes += body.length;
    for (const [hash, originals] of batch.originals) {
      joined.originals.set(hash, [...(joined.originals.get(hash) ?? []), ...originals]);
      for (const { zstd } of originals) bytes += zstd.length;
    }
    if (joined.messages.length < transactionCount && bytes < transactionBytes) continue;
    yield joined;
    joined = nothing();
    bytes = 0;
  }
  yield joined;
}

const nothing = () => ({
  digested: 0,
  takenBack: 0,
  messages: [] as StoredMessage[],
  withdrawn: [] as StoredMessage[],
  rejected: [] as Rejection[],
  originals: new Map<string, Original[]>(),
});

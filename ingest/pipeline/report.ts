import { visible } from '../../data/schema/fault.ts';
import type { Rejection } from './batch.ts';

/** What `warrant ingest` found; DESIGN.md fixes the members of its JSON form. */
export interface Report {
  readonly schemaVersion: 1;
  readonly sources: readonly SourceReport[];
  readonly threads: { readonly added: number; readonly changed: number };
  readonly durationMs: number;
}

export interface SourceReport {
  readonly source: string;
  readonly format: string;
  /** Messages read: added, duplicate and rejected ones together. */
  readonly read: number;
  readonly added: number;
  readonly duplicate: number;
  readonly rejected: readonly Rejection[];
  /** Of the added: messages that bore the id of another one with different words. */
  readonly variants: number;
  /** Messages of an earlier reading that the source took back since. */
  readonly withdrawn: number;
  /** Messages that came in digests, beyond the digests themselves. */
  readonly digested: number;
}

/** Rejections listed one by one; a hostile source has thousands. */
const listed = 20;

/** Exactly the members that other programs rely on. */
export function reportJson({ schemaVersion, sources, threads, durationMs }: Report): object {
  return {
    schemaVersion,
    sources: sources.map(({ variants: _, withdrawn: __, digested: ___, ...source }) => source),
    threads,
    durationMs,
  };
}

/** Lines for the log: what was rejected, what was kept beside its namesake, and one summary. */
export function reportLines({ sources, threads, durationMs }: Report): string[] {
  const rejected = sources.flatMap((source) => source.rejected);
  const lines = rejected
    .slice(0, listed)
    .map(({ where, reason }) => `rejected: ${visible(where)}: ${visible(reason)}`);
  if (rejected.length > listed) lines.push(`rejected: ${rejected.length - listed} more`);
  for (const { source, read } of sources) {
    if (read === 0) lines.push(`${visible(source)}: no mail in it`);
  }
  const variants = sum(sources, ({ variants }) => variants);
  if (variants > 0) {
    lines.push(
      `kept apart: ${variants} ${variants === 1 ? 'message bears' : 'messages bear'} the id of another with different words`,
    );
  }
  const withdrawn = sum(sources, (source) => source.withdrawn);
  if (withdrawn > 0) {
    lines.push(
      `taken back by the source: ${withdrawn} ${withdrawn === 1 ? 'message' : 'messages'} of an earlier reading`,
    );
  }
  const digested = sum(sources, (source) => source.digested);
  if (digested > 0)
    lines.push(`digests: their messages counted one by one, ${digested} more than mails`);
  const read = sum(sources, (source) => source.read);
  const rate = Math.round(read / Math.max(durationMs / 1000, 0.001));
  lines.push(
    `ingested ${read} messages from ${sources.length} ${sources.length === 1 ? 'source' : 'sources'}: ` +
      `${sum(sources, ({ added }) => added)} added, ${sum(sources, ({ duplicate }) => duplicate)} duplicate, ` +
      `${rejected.length} rejected; threads: ${threads.added} added, ${threads.changed} changed; ` +
      `${(durationMs / 1000).toFixed(1)} s, ${rate}/s`,
  );
  return lines;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

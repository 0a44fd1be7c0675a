import type { Rejection } from './batch.ts';

/** What `warrant ingest --json` prints; DESIGN.md fixes the members. */
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
}

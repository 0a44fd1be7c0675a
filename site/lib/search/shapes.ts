/** What a search finds, the pages that answer most first. */
export const docTypes = [
  'essay',
  'review',
  'approach',
  'hypothesis',
  'claim',
  'experiment',
  'glossary',
  'thread',
  'person',
  'run',
  'trace',
  'message',
  'proposal',
] as const;
export type DocType = (typeof docTypes)[number];

/** One result as it is listed. */
export interface Doc {
  readonly type: DocType;
  readonly title: string;
  readonly href: string;
  /** Second line: who, when, ruling. */
  readonly about: string;
  /** Other names that count as its title, such as what an essay answers. */
  readonly also?: readonly string[];
  /** The exact words of a claim, white space folded, where the mail is in the store. */
  readonly words?: string;
}

/** What a statement is, for filters. */
export interface Labels {
  readonly kind: string;
  readonly stance: string;
  /** Empty for proposals, on which nobody ruled. */
  readonly ruling: string;
  readonly approaches: readonly string[];
}

/** What every search needs, one small file. Indices of `docs` run through all arrays. */
export interface Head {
  readonly docs: number;
  readonly perChunk: number;
  /** Files of words: see `leaves.ts`. */
  readonly leaves: readonly string[];
  /** Files of words that misspelt ones may stand for: see `vocabulary.ts`. */
  readonly vocabulary: readonly string[];
  /** Index into `docTypes` and how many documents in a row are of that type. */
  readonly types: readonly (readonly [type: number, count: number])[];
}

/** Names, and by document the index of its own as `codes.ts` writes it, 0 for none and the first being 1. */
export interface Column {
  readonly values: readonly string[];
  readonly of: string;
}

/** What filters, a file each, fetched where it is asked for: of documents, the first only where the rest has none. */
export const columns = ['person', 'kind', 'stance', 'ruling', 'approach'] as const;
export type ColumnName = (typeof columns)[number];

/** Of each word its postings, as `codes.ts` writes them. */
export type Shard = Readonly<Record<string, string>>;

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

/** Everything that filters, one small file. Indices of `docs` run through all arrays. */
export interface Facets {
  readonly docs: number;
  readonly perChunk: number;
  readonly shards: readonly string[];
  /** Index into `docTypes` by document. */
  readonly types: readonly number[];
  readonly people: readonly string[];
  /** Index into `people` by document, −1 for none. */
  readonly person: readonly number[];
  /** Claims and proposals, which come first: their labels by document. */
  readonly labels: readonly Labels[];
}

/** Of each word: document and weight in turn. */
export type Shard = Readonly<Record<string, readonly number[]>>;

/** What a search finds. */
export type DocType = 'claim' | 'glossary' | 'message';

/** One result as it is listed. */
export interface Doc {
  readonly type: DocType;
  readonly title: string;
  readonly href: string;
  /** Second line: who, when, ruling. */
  readonly about: string;
  /** The exact words of a claim, white space folded, where the mail is in the store. */
  readonly words?: string;
}

/** Everything that filters, fetched with the first query. Indices of `docs` run through all arrays. */
export interface Facets {
  readonly docs: number;
  readonly perChunk: number;
  readonly shards: readonly string[];
  readonly types: readonly DocType[];
  readonly people: readonly string[];
  /** Index into `people` by document, −1 for none. */
  readonly person: readonly number[];
  /** The reviewed claims, which come first: their labels by document. */
  readonly claims: readonly {
    readonly kind: string;
    readonly stance: string;
    readonly ruling: string;
    readonly approaches: readonly string[];
  }[];
}

/** Of each word: document and weight in turn. */
export type Shard = Readonly<Record<string, readonly number[]>>;

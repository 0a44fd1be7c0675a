import type { Doc, Facets, Labels } from './shapes.ts';
import { docTypes } from './shapes.ts';
import { shardOf, titleTokens, tokens } from './tokens.ts';

/** Documents in one file of the index. */
const perChunk = 10;
/** A word in the title counts as much as this many in the text. */
const titleWeight = 12;
/** More occurrences than this say nothing more. */
const mostCounted = 9;

export interface Index {
  readonly docs: readonly Doc[];
  readonly facets: Facets;
  /** Words with their postings, by the file that has them. */
  readonly shards: ReadonlyMap<string, readonly (readonly [string, readonly number[]])[]>;
  /** Words that a misspelt one may stand for, the most frequent first. */
  readonly vocabulary: readonly string[];
}

/** A document with what is searched of it but not shown. */
export interface Source {
  readonly doc: Doc;
  /** Whose it is; null for what no person said. */
  readonly person: string | null;
  readonly text: string;
  readonly labels?: Labels;
}

/** Takes documents one by one and keeps their words alone. Those with labels come first. */
export class Builder {
  readonly #docs: Doc[] = [];
  readonly #people = new Map<string, number>();
  readonly #person: number[] = [];
  readonly #labels: Labels[] = [];
  readonly #postings = new Map<string, number[]>();
  /** Words of titles. */
  readonly #titled = new Set<string>();

  add({ doc, person, text, labels }: Source): void {
    const id = this.#docs.push(doc) - 1;
    if (labels) this.#labels.push(labels);
    this.#person.push(person === null ? -1 : this.#personIndex(person));
    const weights = new Map<string, number>();
    for (const word of tokens(text)) {
      weights.set(word, Math.min(mostCounted, (weights.get(word) ?? 0) + 1));
    }
    for (const word of new Set(titleTokens([doc.title, ...(doc.also ?? [])].join(' ')))) {
      weights.set(word, (weights.get(word) ?? 0) + titleWeight);
      this.#titled.add(word);
    }
    for (const [word, weight] of weights) {
      const known = this.#postings.get(word);
      if (known) known.push(id, weight);
      else this.#postings.set(word, [id, weight]);
    }
  }

  get people(): readonly string[] {
    return [...this.#people.keys()];
  }

  #personIndex(name: string): number {
    const known = this.#people.get(name);
    if (known !== undefined) return known;
    this.#people.set(name, this.#people.size);
    return this.#people.size - 1;
  }

  /** A word of one text alone is as likely a typo itself. */
  #vocabulary(): string[] {
    return [...this.#postings]
      .filter(([word, list]) => list.length > 2 || this.#titled.has(word))
      .sort((a, b) => b[1].length - a[1].length)
      .map(([word]) => word)
      .filter((word) => !/\d{3}/.test(word));
  }

  done(): Index {
    const shards = Map.groupBy(this.#postings, ([word]) => shardOf(word));
    return {
      docs: this.#docs,
      shards,
      vocabulary: this.#vocabulary(),
      facets: {
        docs: this.#docs.length,
        perChunk,
        shards: [...shards.keys()].sort(),
        types: this.#docs.map((doc) => docTypes.indexOf(doc.type)),
        people: this.people,
        person: this.#person,
        labels: this.#labels,
      },
    };
  }
}

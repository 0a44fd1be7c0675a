import { coded, codedPostings } from './codes.ts';
import { leavesOf } from './leaves.ts';
import {
  type Column,
  type ColumnName,
  type Doc,
  docTypes,
  type Head,
  type Labels,
} from './shapes.ts';
import { titleTokens, tokens } from './tokens.ts';
import { vocabularyFiles } from './vocabulary.ts';

/** Documents in one file of the index: a search lists 50, each from another file at worst. */
const perChunk = 4;
/** A word in the title counts as much as this many in the text. */
const titleWeight = 12;
/** More occurrences than this say nothing more. */
const mostCounted = 9;

export interface Index {
  readonly docs: readonly Doc[];
  readonly head: Head;
  readonly columns: Readonly<Record<ColumnName, Column>>;
  /** Words with their postings, by the file that has them. */
  readonly leaves: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Words that a misspelt one may stand for with how many pages have them, by the file. */
  readonly vocabulary: ReadonlyMap<string, ReadonlyMap<string, number>>;
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
  readonly #person: string[][] = [];
  readonly #labels: Labels[] = [];
  readonly #postings = new Map<string, number[]>();
  readonly #titled = new Set<string>();

  add({ doc, person, text, labels }: Source): void {
    const id = this.#docs.push(doc) - 1;
    if (labels) this.#labels.push(labels);
    this.#person.push(person === null ? [] : [person]);
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
    return [...new Set(this.#person.flat())];
  }

  /** A word of one text alone is as likely a typo itself. */
  #vocabulary(): Map<string, Map<string, number>> {
    const files = new Map<string, Map<string, number>>();
    for (const [word, list] of this.#postings) {
      if ((list.length <= 2 && !this.#titled.has(word)) || /\d{3}/.test(word)) continue;
      for (const file of vocabularyFiles(word)) {
        const words = files.get(file) ?? new Map<string, number>();
        files.set(file, words.set(word, list.length / 2));
      }
    }
    return files;
  }

  done(): Index {
    const leaves = leavesOf(
      new Map([...this.#postings].map(([word, list]) => [word, codedPostings(list)])),
    );
    const vocabulary = this.#vocabulary();
    const label = (of: (labels: Labels) => string) =>
      columnOf(this.#labels.map((labels) => [of(labels)].filter((value) => value !== '')));
    return {
      docs: this.#docs,
      leaves,
      vocabulary,
      columns: {
        person: columnOf(this.#person),
        kind: label(({ kind }) => kind),
        stance: label(({ stance }) => stance),
        ruling: label(({ ruling }) => ruling),
        approach: columnOf(this.#labels.map(({ approaches }) => approaches)),
      },
      head: {
        docs: this.#docs.length,
        perChunk,
        leaves: [...leaves.keys()].sort(),
        vocabulary: [...vocabulary.keys()].sort(),
        types: runsOf(this.#docs.map((doc) => docTypes.indexOf(doc.type))),
      },
    };
  }
}

/** The values of each document; several of one are a value of their own, joined. */
function columnOf(all: readonly (readonly string[])[]): Column {
  const numbers = new Map<string, number>();
  const of = all.map((values) => {
    if (values.length === 0) return 0;
    const value = values.join('\n');
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return number;
  });
  return { values: [...numbers.keys()], of: coded(of) };
}

function runsOf(types: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last && last[0] === type) last[1] += 1;
    else runs.push([type, 1]);
  }
  return runs;
}

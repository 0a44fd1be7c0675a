import type { Lines } from '../read/lines.ts';
import { WordIndex } from './word-index.ts';
import { type Words, wordsOf } from './words.ts';

/** Some lines of a body as something that is quoted from: words and index are made when asked for. */
export class WordSource {
  readonly #make: () => Words;
  #words: Words | undefined;
  #index: WordIndex | undefined;

  constructor(body: string, lines: () => Lines, wanted: (depth: number) => boolean) {
    this.#make = () => {
      const found = lines();
      return wordsOf(
        body,
        found,
        (line) => found.heading[line] === 0 && wanted(found.depth[line] ?? 0),
      );
    };
  }

  get words(): Words {
    this.#words ??= this.#make();
    return this.#words;
  }

  get index(): WordIndex {
    this.#index ??= new WordIndex(this.words);
    return this.#index;
  }
}

import type { ParsedBatch, Rejection } from './batch.ts';

/** What a source gave and what became of it, counted apart, so that a loss between the two shows. */
export class Ledger {
  /** Mails, pages and rejections as the source yielded them. */
  #given = 0;
  /** Messages in digests beyond the mail that each digest was. */
  #digested = 0;
  #takenBack = 0;
  added = 0;
  duplicate = 0;
  variants = 0;
  withdrawn = 0;
  readonly rejected: Rejection[] = [];

  give(count: number): void {
    this.#given += count;
  }

  parsed(batch: ParsedBatch): void {
    this.#digested += batch.digested;
    this.#takenBack += batch.takenBack;
    this.rejected.push(...batch.rejected);
  }

  /** Messages that digests held, beyond the digests themselves. */
  get digested(): number {
    return this.#digested;
  }

  /** Runs work that counts; where it throws, nothing was counted. */
  attempt(work: () => void): void {
    const { added, duplicate, variants, withdrawn } = this;
    try {
      work();
    } catch (caught) {
      Object.assign(this, { added, duplicate, variants, withdrawn });
      throw caught;
    }
  }

  /** Messages in = kept + duplicates + rejections. @throws Error where a message got lost on the way. */
  balance(source: string): void {
    const given = this.#given + this.#digested;
    const told = this.added + this.duplicate + this.rejected.length + this.#takenBack;
    if (given !== told) {
      throw new Error(
        `${source}: ${given} messages in, ${told} accounted for (${this.added} added, ${this.duplicate} ` +
          `duplicate, ${this.rejected.length} rejected, ${this.#takenBack} taken back)`,
      );
    }
  }
}

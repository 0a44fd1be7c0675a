/** Something wrong in `data/` or in what was built from it, as `warrant check` lists it. */
export interface Finding {
  /** Path from the project root. */
  readonly file: string;
  readonly line?: number;
  readonly what: string;
  /** What the user should do, as an imperative clause. */
  readonly next: string;
  /** To be known, and no fault: `check` says it and does not fail. */
  readonly note?: true;
}

import { visible } from './fault.ts';

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

/** For the terminal: where, what, and what to do. */
export const findingLine = ({ file, line, what, next }: Finding): string =>
  visible(`${file}${line === undefined ? '' : `:${line}`}: ${what}; ${next}`);

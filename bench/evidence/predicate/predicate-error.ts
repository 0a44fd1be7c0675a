import { Fault } from '../../../data/schema/fault.ts';

/** What is wrong with a predicate, and where in it. */
export class PredicateError extends Fault {
  /** Offset in the predicate, UTF-16 code units. */
  readonly at: number;

  constructor(what: string, at: number) {
    super('inputRefused', `predicate, column ${at + 1}: ${what}`, 'mend the predicate');
    this.at = at;
  }
}

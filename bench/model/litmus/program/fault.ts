/** A litmus file that does not follow the format: where, what was expected, what stands there. */
export class LitmusFault extends Error {
  override readonly name = 'LitmusFault';
  /** Line number, from 1. */
  readonly line: number;

  constructor(line: number, expected: string, found: string) {
    super(found === '' ? expected : `${expected}, found ${JSON.stringify(found.slice(0, 60))}`);
    this.line = line;
  }
}

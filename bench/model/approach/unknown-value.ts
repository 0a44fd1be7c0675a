/** A member of an experiment file whose value the model does not know. */
export class UnknownValue extends Error {
  override readonly name = 'UnknownValue';
  /** Path of the member in the file, such as `['parameters', 'metadata']`. */
  readonly path: readonly string[];

  constructor(path: readonly string[], value: unknown, known: readonly string[]) {
    super(`${path.join('.')}: ${JSON.stringify(value)}; expected ${known.join(', ')}`);
    this.path = path;
  }
}

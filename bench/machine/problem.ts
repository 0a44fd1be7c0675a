import { Fault } from '../../data/schema/fault.ts';

/** Why an experiment cannot run: where in its file, what, and what would be right. */
export interface Problem {
  /** Path of the member, such as `['parameters', 'size']`. */
  readonly path: readonly string[];
  readonly what: string;
  readonly next: string;
}

export const refusal = (experiment: string, { path, what, next }: Problem): Fault =>
  new Fault('inputRefused', `${experiment}: ${path.join('.')}: ${what}`, next);

/** As JSON, cut where a hostile file made it long. */
export const quoted = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

import { Fault } from '../../data/schema/fault.ts';

/**
 * The value of an option that takes one of a few words.
 * @throws Fault `usage` naming them.
 */
export function oneOf<Word extends string>(
  values: Readonly<Record<string, unknown>>,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (found) return found;
  throw new Fault(
    'usage',
    `--${name} ${JSON.stringify(value)}: unknown`,
    `use one of ${words.join(', ')}`,
  );
}

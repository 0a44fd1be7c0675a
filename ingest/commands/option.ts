import type { OptionValues } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import { wordIn } from '../curate/typed-words.ts';

/**
 * The value of an option that takes one of a few words.
 * @throws Fault `usage` naming them.
 */
export function oneOf<Word extends string>(
  values: OptionValues,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = values[name];
  return value === undefined ? undefined : wordIn(`--${name}`, value, words);
}

/** The text of an option. */
export const textIn = (values: OptionValues, name: string): string | undefined =>
  typeof values[name] === 'string' ? values[name] : undefined;

/** What an option that may stand several times names, in order. */
export function namesIn(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

/**
 * The value of an option that takes a positive whole number.
 * @throws Fault `usage`
 */
export function countIn(values: OptionValues, name: string): number | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(String(value))) return Number(value);
  throw new Fault(
    'usage',
    `--${name} ${JSON.stringify(value)}: no count`,
    'write a whole number from 1',
  );
}

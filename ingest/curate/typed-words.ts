import { Fault } from '../../data/schema/fault.ts';
import { ApproachId } from '../../data/schema/ids.ts';

/**
 * One of a few words.
 * @param of what it was written behind
 * @throws Fault `usage` naming them.
 */
export function wordIn<Word extends string>(
  of: string,
  value: unknown,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === value);
  if (found) return found;
  const what = `${of} ${JSON.stringify(value)}: unknown`;
  throw new Fault('usage', what, `use one of ${words.join(', ')}`);
}

/** An approach's id. @throws Fault `usage` */
export function approachIn(of: string, name: string): ApproachId {
  const parsed = ApproachId.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new Fault(
    'usage',
    `${of} ${JSON.stringify(name)}: no approach`,
    'use one that the review lists',
  );
}

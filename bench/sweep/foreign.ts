import type { z } from 'zod';
import { Fault } from '../../data/schema/fault.ts';
import { issueText } from '../../data/schema/issue.ts';

/** What a reader does about a part that cannot be used. */
export const doAgain = 'have that part done again';

/**
 * A value from text that another machine wrote: of the right shape, and not to be believed yet.
 * @throws Fault `inputRefused` naming `where` if it is none.
 */
export function foreign<Shape extends z.ZodType>(
  shape: Shape,
  text: string,
  where: string,
): z.infer<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Fault('inputRefused', `${where}: no JSON`, doAgain, cause);
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new Fault('inputRefused', `${where}: ${issueText(read.error, value)}`, doAgain);
}

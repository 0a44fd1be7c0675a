import type { OptionValues } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import { MessageId, ThreadId } from '../../data/schema/ids.ts';
import type { Selection } from '../claim/choose.ts';
import { rejectedIds } from '../curate/rejections.ts';
import { oneOf } from './option.ts';

/** Options of every command that lists claims. */
export const selectionOptions = {
  message: { type: 'string' },
  thread: { type: 'string' },
  origin: { type: 'string' },
} as const;

/**
 * What the options select.
 * @throws Fault `usage` naming the option that cannot be read
 */
export function selectionIn(root: string, values: OptionValues): Selection {
  return {
    origin: oneOf(values, 'origin', ['extracted', 'curated']),
    thread: idIn(values, 'thread', ThreadId),
    message: idIn(values, 'message', MessageId),
    pending: values['pending'] ? { rejected: rejectedIds(root) } : undefined,
  };
}

function idIn<Id>(
  values: OptionValues,
  name: string,
  schema: {
    safeParse(
      value: unknown,
    ): { success: true; data: Id } | { success: false; error: { issues: { message: string }[] } };
  },
): Id | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault(
    'usage',
    `--${name} ${JSON.stringify(value)}: ${parsed.error.issues[0]?.message ?? 'no id'}`,
    'copy it from ./warrant threads or messages',
  );
}

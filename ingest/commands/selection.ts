import type { OptionValues } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import { MessageId, ThreadId } from '../../data/schema/ids.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import type { Selection } from '../curate/choose.ts';
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
export function selectionIn(root: string, values: OptionValues, reader: StoreReader): Selection {
  return {
    origin: oneOf(values, 'origin', ['extracted', 'curated']),
    thread: values['thread'] === undefined ? undefined : threadNamed(values['thread'], reader),
    message: messageIn(values['message']),
    pending: values['pending'] ? { rejected: rejectedIds(root) } : undefined,
  };
}

/**
 * A thread by its id or by the Message-ID of any of its messages, with or without brackets.
 * @throws Fault `usage` where the store holds none of that name
 */
export function threadNamed(value: unknown, reader: StoreReader): ThreadId {
  const name = String(value);
  const id = ThreadId.safeParse(name);
  if (id.success && reader.thread(id.data)) return id.data;
  const message = MessageId.safeParse(name.startsWith('<') ? name : `<${name}>`);
  const found = message.success ? reader.message(message.data)?.threadId : undefined;
  if (found) return found;
  throw new Fault(
    'usage',
    `no thread ${JSON.stringify(name)} in the store`,
    'copy its id from ./warrant threads, or a Message-ID from ./warrant messages',
  );
}

function messageIn(value: unknown): MessageId | undefined {
  if (value === undefined) return undefined;
  const parsed = MessageId.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault(
    'usage',
    `--message ${JSON.stringify(value)}: ${parsed.error.issues[0]?.message ?? 'no id'}`,
    'copy it from ./warrant threads or messages',
  );
}

import { parseMessage } from '../../mime/message.ts';
import type { ParsedMessage } from '../../parsed.ts';
import { unquoteFrom } from '../../source/mbox.ts';
import { openSource } from '../../source/open.ts';

/** Every message of a mail file, as `warrant ingest` parses it; a repeated id counts once. */
export async function messagesOf(file: string): Promise<ParsedMessage[]> {
  const source = await openSource(file, undefined, {
    cwd: process.cwd(),
    stdin: process.stdin,
    signal: new AbortController().signal,
  });
  const found = new Map<string, ParsedMessage>();
  for await (const item of source.read(null)) {
    if (item.kind !== 'mail') continue;
    const bytes = Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength);
    const parsed = parseMessage(unquoteFrom(bytes, item.quoting), source.ref);
    if (parsed.ok) found.set(parsed.message.messageId, parsed.message);
  }
  source.close();
  return [...found.values()];
}

import type { APIContext, APIRoute } from 'astro';
import type { MessageId } from '../../../../data/schema/ids.ts';
import { message } from '../../../lib/messages.ts';
import { fileOf } from '../../../lib/sent.ts';
import { anchor } from '../../../lib/thread.ts';
import { threadRows } from '../../../lib/threadlist.ts';

export function getStaticPaths() {
  return threadRows().flatMap((row) =>
    row.real.map((id) => ({
      params: { id: row.id, message: anchor(id) },
      props: { messageId: id },
    })),
  );
}

interface Props extends Record<string, unknown> {
  readonly messageId: MessageId;
}

/** One message for a mail program, as it was sent where the store has it so. */
export function text({
  props: { messageId },
}: Pick<APIContext<Props>, 'props'>): string | Uint8Array<ArrayBuffer> {
  const found = message(messageId);
  const file = found ? fileOf(found) : '';
  return typeof file === 'string' ? file : new Uint8Array(file);
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'message/rfc822' } });

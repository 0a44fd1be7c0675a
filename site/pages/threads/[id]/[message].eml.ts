import type { APIRoute } from 'astro';
import type { MessageId } from '../../../../data/schema/ids.ts';
import { eml } from '../../../lib/eml.ts';
import { message } from '../../../lib/messages.ts';
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

/** One message as text, for a mail program. */
export const GET: APIRoute<{ messageId: MessageId }> = ({ props: { messageId } }) => {
  const found = message(messageId);
  return new Response(found ? eml(found) : '', { headers: { 'content-type': 'message/rfc822' } });
};

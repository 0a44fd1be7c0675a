import type { APIRoute } from 'astro';
import type { MessageId } from '../../../../data/schema/ids.ts';
import { eml, realIn } from '../../../lib/eml.ts';
import { message } from '../../../lib/messages.ts';
import { store } from '../../../lib/store.ts';
import { anchor } from '../../../lib/thread.ts';

export function getStaticPaths() {
  return [...(store()?.threads() ?? [])].flatMap((thread) =>
    realIn(thread).map((id) => ({
      params: { id: thread.id, message: anchor(id) },
      props: { messageId: id },
    })),
  );
}

/** One message as text, for a mail program. */
export const GET: APIRoute<{ messageId: MessageId }> = ({ props: { messageId } }) => {
  const found = message(messageId);
  return new Response(found ? eml(found) : '', { headers: { 'content-type': 'message/rfc822' } });
};

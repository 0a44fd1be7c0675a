import type { APIContext, APIRoute } from 'astro';
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

interface Props extends Record<string, unknown> {
  readonly messageId: MessageId;
}

/** One message as text, for a mail program. */
export function text({ props: { messageId } }: Pick<APIContext<Props>, 'props'>): string {
  const found = message(messageId);
  return found ? eml(found) : '';
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'message/rfc822' } });

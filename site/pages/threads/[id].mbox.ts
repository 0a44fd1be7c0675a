import type { APIContext, APIRoute } from 'astro';
import { message } from '../../lib/messages.ts';
import { entryOf } from '../../lib/sent.ts';
import { type ThreadRow, threadRows } from '../../lib/threadlist.ts';

export function getStaticPaths() {
  return threadRows().map((row) => ({ params: { id: row.id }, props: { row } }));
}

interface Props extends Record<string, unknown> {
  readonly row: ThreadRow;
}

/** The thread as mboxrd: each message as it was sent, or its decoded text where the store has no more. */
export function text({
  props: { row },
}: Pick<APIContext<Props>, 'props'>): Uint8Array<ArrayBuffer> {
  const entries = row.real.flatMap((id) => message(id) ?? []).map(entryOf);
  return new Uint8Array(Buffer.concat(entries.flatMap((entry) => [entry, Buffer.from('\n')])));
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'application/mbox' } });

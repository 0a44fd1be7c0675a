import type { APIRoute } from 'astro';
import type { Message } from '../../../data/schema/message.ts';
import { message } from '../../lib/messages.ts';
import { store } from '../../lib/store.ts';
import { type ThreadRow, threadRows } from '../../lib/threadlist.ts';

export function getStaticPaths() {
  return threadRows().map((row) => ({ params: { id: row.id }, props: { row } }));
}

/** The thread as mboxrd, made from the decoded text: for reading in a mail program, no archive copy. */
export const GET: APIRoute<{ row: ThreadRow }> = ({ props: { row } }) => {
  const reader = store();
  const messages = reader?.thread(row.id)?.messages ?? [];
  const text = messages
    .filter((entry) => !entry.ghost)
    .flatMap((entry) => message(entry.messageId) ?? [])
    .map(entryOf)
    .join('\n');
  return new Response(text, { headers: { 'content-type': 'application/mbox' } });
};

function entryOf(message: Message): string {
  const date = message.date === null ? new Date(0) : new Date(message.date);
  const headers = [
    `From: ${header(`${message.from.name} <${message.from.address}>`)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Subject: ${header(message.subject)}`,
    `Message-ID: ${header(message.messageId)}`,
    ...(message.inReplyTo ? [`In-Reply-To: ${header(message.inReplyTo)}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  const body = message.body.replaceAll(/^(>*From )/gm, '>$1');
  const asctime = date
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*$/, '$1 $3 $2 $5 $4');
  return `From mboxrd@z ${asctime}\n${headers.join('\n')}\n\n${body.endsWith('\n') ? body : `${body}\n`}`;
}

/** One header line: what would end it early becomes a space. */
const header = (value: string) => value.replaceAll(/[\r\n\0]+/g, ' ').trim();

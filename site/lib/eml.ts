import type { Message } from '../../data/schema/message.ts';
import { href } from './href.ts';
import { anchor } from './thread.ts';

/** Where a message can be fetched as text; a ghost has no headers of its own and no such file. */
export const emlHref = (message: Message) =>
  href(`/threads/${message.threadId}/${anchor(message.messageId)}.eml`);

/**
 * The headers that the store keeps and the decoded body, as RFC 5322 text: for a mail program, and no
 * copy of what was sent, which the first header says.
 */
export function eml(message: Message): string {
  const lines = [
    'X-Warrant-Note: decoded text with the headers that the store keeps, not the mail as it was sent',
    `From: ${header(`${message.from.name} <${message.from.address}>`)}`,
    ...(message.date === null ? [] : [`Date: ${rfcDate(new Date(message.date))}`]),
    `Subject: ${header(message.subject)}`,
    `Message-ID: ${header(message.messageId)}`,
    ...(message.inReplyTo ? [`In-Reply-To: ${header(message.inReplyTo)}`] : []),
    ...(message.references.length > 0
      ? [`References: ${message.references.map(header).join('\n ')}`]
      : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return `${lines.join('\n')}\n\n${message.body.endsWith('\n') ? message.body : `${message.body}\n`}`;
}

/** Mail as an entry of an mboxrd: a `From ` line before it, and such lines in it quoted. */
export function mboxEntry(message: Message, mail: Uint8Array): Buffer {
  const date = message.date === null ? new Date(0) : new Date(message.date);
  const asctime = date
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*$/, '$1 $3 $2 $5 $4');
  // Mail of any charset: a byte is a letter here.
  const text = Buffer.from(mail).toString('latin1');
  const entry = `From mboxrd@z ${asctime}\n${text.replaceAll(/^(>*From )/gm, '>$1')}`;
  return Buffer.from(entry.endsWith('\n') ? entry : `${entry}\n`, 'latin1');
}

const rfcDate = (date: Date) => date.toUTCString().replace('GMT', '+0000');

/** One header line: what would end it early becomes a space. */
const header = (value: string) => value.replaceAll(/[\r\n\0]+/g, ' ').trim();

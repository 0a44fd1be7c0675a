import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What every id of the copy gets before its `@`, so that it names another message. */
const suffix = '.copy';

/** An mboxrd, gzip or not, as if each of its mails had been sent a second time under another id. */
export function copiedMail(file: string): string {
  const bytes = readFileSync(file);
  // One code unit a byte: bodies of any charset pass through unchanged.
  const mails = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('latin1')
    .split(/^(?=From )/m);
  return mails.map(renamed).join('');
}

/** A mail whose own id and whose references are those of the copy. */
export function renamed(mail: string): string {
  const blank = /\r?\n\r?\n/.exec(mail)?.index ?? mail.length;
  const headers = mail
    .slice(0, blank)
    .replaceAll(/^(?:message-id|references|in-reply-to):.*(?:\r?\n[ \t].*)*/gim, (header) =>
      header.replaceAll(/(<[^<>@\s]+)@/g, `$1${suffix}@`),
    );
  return headers + mail.slice(blank);
}

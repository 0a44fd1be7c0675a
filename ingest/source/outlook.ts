import { Worker } from 'node:worker_threads';
import type { OutlookFields } from './outlook-fields.ts';
import type { RawItem } from './raw.ts';

/** A chain of blocks that bites its own tail keeps the library busy for ever and fills its memory. */
const longestMs = 20_000;
const mostMemoryMb = 512;

/** An Outlook .msg file, read by a library on a thread of its own, as the mail that it was. */
export async function outlookItem(file: Buffer, where: string): Promise<RawItem> {
  const read = await fieldsOf(file);
  if (typeof read === 'string') {
    const reason = `an Outlook .msg that cannot be read (${read}); save it as .eml`;
    return { kind: 'rejected', where, reason };
  }
  if (read.text === '' && read.html === '' && read.headers === '') {
    const reason = 'an Outlook item without the text or header of a mail; save it as .eml';
    return { kind: 'rejected', where, reason };
  }
  return { kind: 'mail', bytes: mailOf(read), quoting: 'none', where, rebuilt: true };
}

function fieldsOf(file: Buffer): Promise<OutlookFields | string> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./outlook-fields.ts', import.meta.url), {
      workerData: new Uint8Array(file),
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const done = (result: OutlookFields | string) => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => done('it does not end'), longestMs);
    worker.on('message', done);
    worker.on('error', (error) => done(error.message));
    worker.on('exit', () => done('its reader ended'));
  });
}

/** The header that it came with, where Outlook kept one, over the text that Outlook shows. */
function mailOf(fields: OutlookFields): Buffer {
  const html = fields.text.trim() === '';
  const header = fields.headers.trim() === '' ? made(fields) : kept(fields.headers);
  const type = `Content-Type: ${html ? 'text/html' : 'text/plain'}; charset=utf-8\n`;
  return Buffer.from(`${header}${type}\n${html ? fields.html : fields.text}`, 'utf8');
}

/** Without what describes the body as it was sent, for that is not the body here. */
function kept(headers: string): string {
  const unfolded = headers.replace(/\r\n?/g, '\n').replace(/\n\n[\s\S]*$/, '\n');
  return `${unfolded
    .split(/\n(?![ \t])/)
    .filter((field) => /^[!-9;-~]+[ \t]*:/.test(field) && !/^content-/i.test(field))
    .join('\n')}\n`;
}

function made({ name, address, subject, date, messageId }: OutlookFields): string {
  const fields: readonly (readonly [string, string])[] = [
    ['From', `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`],
    ['Date', date],
    ['Subject', subject],
    ['Message-ID', messageId],
  ];
  return fields
    .filter(([, value]) => value !== '')
    .map(([field, value]) => `${field}: ${value.replace(/[\r\n]+/g, ' ')}\n`)
    .join('');
}

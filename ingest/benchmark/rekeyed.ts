import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileSource } from '../source/file-source.ts';
import { inspectFile } from '../source/inspect.ts';

/**
 * Prints N messages as an mbox: the real lists of a folder, over and over. Each time round, Message-IDs and the
 * references to them, subjects and years are others, so that every copy has discussions of its own; the
 * words of the bodies are the same.
 *
 *     node ingest/benchmark/rekeyed.ts N [FOLDER] | ./warrant ingest - --store BIG.sqlite
 */
interface Mail {
  /** Header fields with their continuation lines, as bytes in latin1. */
  readonly fields: readonly string[];
  /** From the empty line on. */
  readonly rest: Buffer;
}

const [wanted = '1000', folder = '../shared/corpus'] = process.argv.slice(2);
if (!existsSync(folder)) throw new Error(`${folder}: no folder of lists`);
await pipeline(Readable.from(copies(await mails(folder), Number(wanted))), process.stdout);

async function mails(from: string): Promise<readonly Mail[]> {
  const all: Mail[] = [];
  const lists = readdirSync(from).filter((name) => /\.mbox(?:\.gz)?$/.test(name));
  for (const name of lists.sort()) {
    const file = join(from, name);
    const { compression } = await inspectFile(file, file, 'mbox');
    for await (const item of new FileSource(file, file, 'mbox', compression).read()) {
      if (item.kind === 'mail') all.push(parted(Buffer.from(item.bytes)));
    }
  }
  return all;
}

function parted(bytes: Buffer): Mail {
  const gap = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  const end = gap?.index ?? bytes.length;
  const head = bytes.toString('latin1', 0, end);
  return { fields: head.split(/\r?\n(?![ \t])/), rest: bytes.subarray(end) };
}

function* copies(all: readonly Mail[], count: number): Generator<Buffer> {
  for (let at = 0; at < count; at++) {
    const mail = all[at % all.length];
    if (!mail) return;
    const copy = Math.floor(at / all.length);
    const head = mail.fields.map((field) => rekeyed(field, copy)).join('\n');
    yield Buffer.from('From mboxrd@z Thu Jan  1 00:00:00 1970\n');
    yield Buffer.from(head, 'latin1');
    yield mail.rest;
    yield Buffer.from('\n');
  }
}

function rekeyed(field: string, copy: number): string {
  if (copy === 0) return field;
  if (/^(?:message-id|in-reply-to|references):/i.test(field)) {
    return field.replace(/@(?=[^<>\s]*>)/g, `.k${copy}@`);
  }
  if (/^subject:/i.test(field)) return `${field} k${copy}`;
  if (/^date:/i.test(field)) {
    return field.replace(/\b20\d\d\b/, (year) => String(Number(year) - (copy % 20)));
  }
  return field;
}

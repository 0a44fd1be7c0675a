import { closeSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { ByteStream } from './byte-stream.ts';
import { type Compression, compressionOf } from './compression.ts';
import { type FileKind, foreignOf, kindOf } from './detect.ts';
import type { Format } from './open.ts';

/** What is looked at to tell what a file is. */
export const headLength = 64 * 1024;

/** Most of a compressed file that is looked at: bzip2 packs up to 900 KB of text into one block. */
const packedHeadLength = 1024 * 1024;

type Known = Exclude<FileKind, 'unknown'>;

/** Looks into a file. @throws Fault `inputRefused` where it cannot be opened, is empty, or no mail. */
export async function inspectFile(
  file: string,
  name: string,
  format: Format | undefined,
): Promise<{ kind: Known; compression: Compression }> {
  const head = headOf(file, name, headLength);
  if (head.length === 0) {
    throw new Fault('inputRefused', `${name}: the file is empty`, 'save the mail again');
  }
  const compression = compressionOf(head);
  const enough = compression === 'none' ? head : headOf(file, name, packedHeadLength);
  return { kind: await kindOfHead(name, enough, compression, format), compression };
}

/** The kind that the user named, else the one that the head shows. */
export async function kindOfHead(
  name: string,
  packed: Buffer,
  compression: Compression,
  format: Format | undefined,
): Promise<Known> {
  if (format === 'mbox' || format === 'eml' || format === 'page') return format;
  const head = compression === 'none' ? packed : await inflatedHead(packed, compression);
  const foreign = foreignOf(head);
  if (foreign) throw new Fault('inputRefused', `${name}: ${foreign.what}`, foreign.next);
  const kind = kindOf(head);
  if (kind === 'zip' && compression !== 'none') {
    throw new Fault('inputRefused', `${name}: a compressed zip archive`, 'unpack it once');
  }
  if (kind !== 'unknown') return kind;
  throw new Fault(
    'inputRefused',
    `${name}: neither mail nor an archive page`,
    'save the thread as mbox, or say what it is with --format',
  );
}

function headOf(file: string, name: string, length: number): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(descriptor, head, 0, length, 0));
  } catch (caught) {
    throw new Fault(
      'inputRefused',
      `${name}: ${messageOf(caught)}`,
      'check the path and its permissions',
      caught,
    );
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The first decompressed bytes of a compressed head; broken data gives what came before. */
async function inflatedHead(packed: Buffer, compression: Compression): Promise<Buffer> {
  const stream = new ByteStream('', compression, () => Readable.from([packed]));
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream.chunks()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= headLength) break;
  }
  return Buffer.concat(chunks).subarray(0, headLength);
}

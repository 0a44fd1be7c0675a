import { closeSync, openSync, readSync } from 'node:fs';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { type Compression, compressionOf } from './byte-stream.ts';
import { type FileKind, kindOf } from './detect.ts';
import type { Format } from './open.ts';

/** What is looked at to tell what a file is. */
export const headLength = 64 * 1024;

/** Looks into a file. @throws Fault `inputRefused` where it cannot be opened, is empty, or no mail. */
export async function inspectFile(
  file: string,
  name: string,
  format: Format | undefined,
): Promise<{ kind: FileKind; compression: Compression }> {
  const head = headOf(file, name);
  if (head.length === 0) {
    throw new Fault('inputRefused', `${name}: the file is empty`, 'save the mail again');
  }
  const compression = compressionOf(head);
  return { kind: await kindOfHead(name, head, compression, format), compression };
}

/** The kind that the user named, else the one that the head shows. */
export async function kindOfHead(
  name: string,
  head: Buffer,
  compression: Compression,
  format: Format | undefined,
): Promise<FileKind> {
  if (format === 'mbox' || format === 'eml' || format === 'page') return format;
  const kind = kindOf(compression === 'none' ? head : await inflateHead(head, compression));
  if (kind !== 'unknown') return kind;
  throw new Fault(
    'inputRefused',
    `${name}: neither mail nor an archive page`,
    'save the thread as mbox, or say what it is with --format',
  );
}

function headOf(file: string, name: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const head = Buffer.alloc(headLength);
    return head.subarray(0, readSync(descriptor, head, 0, headLength, 0));
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
function inflateHead(raw: Buffer, compression: Compression): Promise<Buffer> {
  const inflate = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = () => {
      inflate.destroy();
      resolve(Buffer.concat(chunks).subarray(0, headLength));
    };
    inflate.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= headLength) finish();
    });
    inflate.on('end', finish);
    inflate.on('error', finish);
    inflate.end(raw);
  });
}

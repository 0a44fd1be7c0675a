import { existsSync, openSync, type Stats, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { isAbsolute, join, relative } from 'node:path';
import type { Io } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import { FileSource } from './file-source.ts';
import { FolderSource } from './folder-source.ts';
import { inspectFile } from './inspect.ts';
import { epochsOf, PublicInboxSource } from './public-inbox-source.ts';
import type { OpenSource } from './raw.ts';
import { openStream } from './stream-source.ts';

export const formats = ['mbox', 'maildir', 'eml', 'page', 'public-inbox'] as const;
export type Format = (typeof formats)[number];

/**
 * Finds out what a source is and makes it readable. Nothing is stored yet: a source that is no mail is
 * refused here, before a store is opened.
 * @throws Fault `inputRefused`
 */
export async function openSource(
  name: string,
  format: Format | undefined,
  io: Pick<Io, 'cwd' | 'stdin' | 'signal'> & Partial<Pick<Io, 'env'>>,
): Promise<OpenSource> {
  if (name === '') throw new Fault('usage', 'ingest: a source without a name', 'name a file or -');
  if (name === '-') return openStream('-', io.stdin, format, io.signal);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name) || isBareId(name)) {
    const { openUrl } = await import('./url-source.ts');
    return openUrl(name, format, io.signal, io.env?.['WARRANT_ARCHIVE']);
  }
  const file = isAbsolute(name) ? name : join(io.cwd, name);
  const location = locationOf(file, name, io.cwd);
  if (!existsSync(file)) {
    throw new Fault('inputRefused', `${name}: no such file or folder`, 'check the path');
  }
  const stats = statSync(file);
  if (stats.isDirectory()) return openFolder(file, location, format);
  if (!stats.isFile()) return openDescriptor(file, stats, name, format, io.signal);
  const { kind, compression } = await inspectFile(file, name, format);
  if (kind === 'bundle') return PublicInboxSource.ofBundle(file, location);
  return new FileSource(file, location, kind, compression);
}

/**
 * What the shell opened for us, such as `<(zcat FILE)`, is read as a stream. Opening any other pipe or
 * device could wait for ever for somebody who writes to it.
 */
async function openDescriptor(
  file: string,
  stats: Stats,
  name: string,
  format: Format | undefined,
  signal: AbortSignal,
): Promise<OpenSource> {
  const opened = /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/\d+)$/.test(file);
  if (!opened || !(stats.isFIFO() || stats.isSocket())) {
    const next = `name a file or a folder, or pipe it: cat ${name} | ./warrant ingest -`;
    throw new Fault('inputRefused', `${name}: ${specialName(stats)}, no file`, next);
  }
  const socket = new Socket({ fd: openSync(file, 'r'), readable: true, writable: false });
  return openStream(name, socket, format, signal);
}

function specialName(stats: Stats): string {
  if (stats.isFIFO()) return 'a pipe (FIFO)';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function openFolder(file: string, location: string, format: Format | undefined): OpenSource {
  const epochs = epochsOf(file);
  if (epochs.length > 0) return new PublicInboxSource(epochs, location);
  if (format === 'public-inbox') {
    throw new Fault('inputRefused', `${location}: no public-inbox epoch in it`, 'check the path');
  }
  return new FolderSource(file, location);
}

/** `<id@host>` stands for the thread of that message on lore. */
const isBareId = (name: string) => /^<[^<>\s]+@[^<>\s]+>$/.test(name);

/** As the user gave it, relative to the working directory where it lies inside it. */
export function locationOf(file: string, name: string, cwd: string): string {
  const inside = relative(cwd, file);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside) ? inside : name;
}

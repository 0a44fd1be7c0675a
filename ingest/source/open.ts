import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import { FileSource, inspect } from './file-source.ts';
import type { OpenSource } from './raw.ts';

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
  cwd: string,
): Promise<OpenSource> {
  const file = isAbsolute(name) ? name : join(cwd, name);
  if (!existsSync(file)) {
    throw new Fault('inputRefused', `${name}: no such file or folder`, 'check the path');
  }
  if (statSync(file).isDirectory()) {
    throw new Fault('inputRefused', `${name}: a folder`, 'name a file');
  }
  const { kind, compression } = await inspect(file);
  if (kind === 'empty') {
    throw new Fault('inputRefused', `${name}: the file is empty`, 'save the mail again');
  }
  const chosen = format === 'mbox' || format === 'eml' || format === 'page' ? format : kind;
  if (chosen === 'unknown') {
    throw new Fault(
      'inputRefused',
      `${name}: neither mail nor an archive page`,
      'save the thread as mbox, or say what it is with --format',
    );
  }
  return new FileSource(file, locationOf(file, name, cwd), chosen, compression);
}

/** As the user gave it, relative to the working directory where it lies inside it. */
export function locationOf(file: string, name: string, cwd: string): string {
  const inside = relative(cwd, file);
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside) ? inside : name;
}

import type { FileSystemEntry } from '../../data/schema/machine.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { quoted } from './problem.ts';

type Value = Conditions[string] | undefined;

/** Words for mkfs that a value of the axis `mkfs` stands for: names joined by commas; null for no such. */
export function mkfsWords(value: Value, fs: FileSystemEntry): readonly string[] | null {
  const names = namesOf(value, 'default');
  const words = names.map((name) => wordsOf(name, fs));
  return words.every((each) => each !== null) ? words.flat() : null;
}

/** A variant by its name, or by the very words that it stands for (`-m reflink=1`). */
function wordsOf(name: string, { mkfs }: FileSystemEntry): readonly string[] | null {
  if (Object.hasOwn(mkfs, name)) return mkfs[name] ?? null;
  return Object.values(mkfs).find((words) => words.join(' ') === name) ?? null;
}

/** Options for mount that a value of the axis `mount` names; null for one that the file system has not. */
export function mountOptions(value: Value, fs: FileSystemEntry): readonly string[] | null {
  const names = namesOf(value, 'defaults');
  return names.every((name) => fs.mount.includes(name)) ? names : null;
}

const namesOf = (value: Value, none: string): readonly string[] =>
  value === undefined || value === none || value === 'default' || value === 'defaults'
    ? []
    : String(value).split(',');

export const mkfsProblem = (value: Value, fs: FileSystemEntry): string | null =>
  mkfsWords(value, fs)
    ? null
    : `${fs.name} has no such mkfs ${quoted(value)}; expected ${['default', ...Object.keys(fs.mkfs)].join(', ')}`;

export const mountProblem = (value: Value, fs: FileSystemEntry): string | null =>
  mountOptions(value, fs)
    ? null
    : `${fs.name} has no such mount ${quoted(value)}; expected defaults, or joined by commas: ${fs.mount.join(', ')}`;

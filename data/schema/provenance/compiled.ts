import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../hash.ts';

/** How the programs of guest and host are compiled: a part of what their hash is over. */
export const programFlags = [
  ...['-O2', '-std=gnu11', '-static', '-pthread', '-Wall', '-Wextra', '-Werror'],
];
/** A reader's own program may draw warnings. */
export const ownProgramFlags = ['-O2', '-std=gnu11', '-static', '-pthread', '-Wall'];

/**
 * SHA-256 over a program that a folder of C compiles to: compiler, flags and sources.
 * @param compiler the first line of `gcc --version`
 */
export function programVersion(root: string, folder: string, compiler: string): string {
  return sha256([compiler, ...programFlags, ...texts(join(root, folder), /\.[ch]$/)].join('\0'));
}

/** SHA-256 over what runs inside the guests of the crash laboratory: its program and its scripts. */
export function crashVersion(root: string, compiler: string): string {
  const folder = 'bench/crash/guest';
  const scripts = texts(join(root, folder), /\.sh$/);
  return sha256([programVersion(root, folder, compiler), ...scripts].join('\0'));
}

/** SHA-256 over the `lab` command and the library that a reader's own program is linked with. */
export function laboratoryVersion(root: string, compiler: string): string {
  const marks = readFileSync(join(root, 'bench/program/persist.h'), 'utf8');
  const own = texts(join(root, 'bench/lab'), /\.(?:[ch]|sh)$/);
  return sha256([compiler, ...ownProgramFlags, ...own, marks].join('\0'));
}

/** SHA-256 over a program of `data/programs` and the laboratory that it runs in. */
export function ownProgramVersion(root: string, name: string, compiler: string): string {
  const source = readFileSync(join(root, 'data/programs', name), 'utf8');
  return sha256(`${laboratoryVersion(root, compiler)}\0${source}`);
}

const texts = (folder: string, kind: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter((name) => kind.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));

import { createHash } from 'node:crypto';
import { type Dirent, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import { isBookkeeping } from './bookkeeping.ts';
import { FileSource } from './file-source.ts';
import { inspectFile } from './inspect.ts';
import { type RawItem, WholeSource } from './raw.ts';

/** Nested folders: a loop of mounts must not make the walk endless. Symbolic links are not followed. */
const maxDepth = 32;

/** A Maildir, or any folder of mail: `.eml` files, mboxes and archive pages, in the order of their names. */
export class FolderSource extends WholeSource {
  readonly ref: { readonly location: string; readonly format: string };
  readonly #folder: string;
  readonly #files: readonly string[];
  #done = 0;

  constructor(folder: string, location: string) {
    super();
    this.#folder = folder;
    this.ref = { location, format: isMaildir(folder) ? 'maildir' : 'folder' };
    this.#files = filesIn(folder, 0);
    if (this.#files.length === 0) {
      throw new Fault('inputRefused', `${location}: no mail in this folder`, 'check the path');
    }
  }

  /** Names, sizes, inodes and times of change, which nobody sets. */
  async fingerprint(): Promise<string> {
    const hash = createHash('sha256');
    for (const file of this.#files) {
      const { size, ctimeNs, ino } = lstatSync(file, { bigint: true });
      hash.update(`${relative(this.#folder, file)}\0${size} ${ctimeNs} ${ino}\n`);
    }
    return `${this.ref.format} ${this.#files.length} ${hash.digest('hex')}`;
  }

  async *read(): AsyncIterable<RawItem> {
    const single = this.ref.format === 'maildir';
    for (const file of this.#files) {
      yield* itemsOf(file, join(this.ref.location, relative(this.#folder, file)), single);
      this.#done += 1;
    }
  }

  progress() {
    return { done: this.#done, total: this.#files.length };
  }
}

async function* itemsOf(file: string, where: string, single: boolean): AsyncIterable<RawItem> {
  const reason = refusal(file);
  if (reason !== null) {
    yield { kind: 'rejected', where, reason };
    return;
  }
  try {
    const { kind, compression } = await inspectFile(file, where, single ? 'eml' : undefined);
    if (kind === 'bundle') {
      yield { kind: 'rejected', where, reason: 'a git bundle; name it as a source of its own' };
      return;
    }
    yield* new FileSource(file, where, kind, compression).read();
  } catch (caught) {
    // One unreadable file is reported; the rest of the folder is read.
    if (!(caught instanceof Fault)) throw caught;
    yield { kind: 'rejected', where, reason: caught.message.replace(`${where}: `, '') };
  }
}

/** Why a name in a folder is not opened; null for a file. */
function refusal(file: string): string | null {
  const stats = lstatSync(file);
  if (stats.isFile()) return null;
  return stats.isSymbolicLink() ? 'a symbolic link; not followed' : 'no file; not opened';
}

function isMaildir(folder: string): boolean {
  return existsSync(join(folder, 'cur')) || existsSync(join(folder, 'new'));
}

/** Every file that may hold mail, deepest names last, in code-unit order. */
function filesIn(folder: string, depth: number): string[] {
  if (depth > maxDepth) return [];
  const maildir = isMaildir(folder);
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      // Maildir++ keeps folders in `.Name`; elsewhere a dot hides what is not mail.
      const hidden = entry.name.startsWith('.') && !(maildir && isMaildir(path));
      return hidden || (maildir && entry.name === 'tmp') ? [] : filesIn(path, depth + 1);
    }
    const wanted = !isBookkeeping(entry.name);
    return wanted && !(maildir && depth === 0) ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
}

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../data/schema/fault.ts';
import { blobs, git } from './git.ts';
import type { OpenSource, RawItem } from './raw.ts';

/** Last commit read of each epoch, by the epoch's name. */
const Cursor = z.record(z.string(), z.string());
type Cursor = z.infer<typeof Cursor>;

/**
 * A public-inbox v2 archive (`man public-inbox-v2-format`): each commit of an epoch adds the file `m`
 * with one message, or `d` with a message that the archive took back, from this epoch or an earlier one.
 */
export class PublicInboxSource implements OpenSource {
  readonly ref: { readonly location: string; readonly format: string };
  readonly #epochs: readonly string[];
  readonly #temporary: string | null;
  #cursor: Record<string, string> = {};
  #incremental = false;
  #done = 0;
  #total = 0;

  constructor(epochs: readonly string[], location: string, temporary: string | null = null) {
    this.ref = { location, format: 'public-inbox' };
    this.#epochs = epochs;
    this.#temporary = temporary;
  }

  /** A bundle as mirrors publish them, cloned beside the system's temporary files. */
  static async ofBundle(file: string, location: string): Promise<PublicInboxSource> {
    const folder = mkdtempSync(join(tmpdir(), 'warrant-bundle-'));
    try {
      const bare = join(folder, '0.git');
      await git(null, [
        '-c',
        'protocol.file.allow=always',
        'clone',
        '--bare',
        '--quiet',
        file,
        bare,
      ]);
      return new PublicInboxSource([bare], location, folder);
    } catch (caught) {
      rmSync(folder, { recursive: true, force: true });
      throw caught;
    }
  }

  async fingerprint(): Promise<string> {
    const heads = await Promise.all(this.#epochs.map(headOf));
    return heads.map((head, index) => `${basename(this.#epochs[index] ?? '')} ${head}`).join('\n');
  }

  async *read(cursor: string | null): AsyncIterable<RawItem> {
    const seen = cursorOf(cursor);
    for (const epoch of this.#epochs) yield* this.#epoch(epoch, seen[basename(epoch)]);
  }

  async *#epoch(epoch: string, last: string | undefined): AsyncIterable<RawItem> {
    const name = basename(epoch);
    const head = await headOf(epoch);
    if (head === '') return; // an epoch without a commit yet
    const known = last !== undefined && (await isAncestor(epoch, last, head));
    this.#incremental ||= known;
    const changes = await changesOf(epoch, known ? `${last}..${head}` : head);
    this.#total += changes.length;
    let at = 0;
    for await (const bytes of blobs(
      epoch,
      changes.map(({ blob }) => blob),
    )) {
      const { commit = '', kind = 'mail' } = changes[at] ?? {};
      const where = `${this.ref.location}, ${name} ${commit.slice(0, 12)}`;
      at += 1;
      this.#done += 1;
      if (bytes) yield { kind, bytes, quoting: 'none', where };
      else yield { kind: 'rejected', where, reason: 'the archive lacks this object' };
    }
    this.#cursor[name] = head;
  }

  cursor(): string {
    return JSON.stringify(this.#cursor);
  }

  incremental(): boolean {
    return this.#incremental;
  }

  progress() {
    return { done: this.#done, total: this.#total };
  }

  close(): void {
    if (this.#temporary) rmSync(this.#temporary, { recursive: true, force: true });
  }
}

/** The epochs of a folder: itself where it is a bare repository, else `N.git` in it or in `git/`. */
export function epochsOf(folder: string): string[] {
  if (isBare(folder)) return [folder];
  for (const parent of [join(folder, 'git'), folder]) {
    if (!existsSync(parent)) continue;
    const epochs = readdirSync(parent)
      .filter((name) => /^\d{1,6}\.git$/.test(name) && isBare(join(parent, name)))
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    if (epochs.length > 0) return epochs.map((name) => join(parent, name));
  }
  return isBare(join(folder, '.git')) ? [join(folder, '.git')] : [];
}

function isBare(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'));
}

async function headOf(epoch: string): Promise<string> {
  return (
    await git(epoch, ['for-each-ref', '--count=1', '--format=%(objectname)', 'refs/heads'])
  ).trim();
}

async function isAncestor(epoch: string, last: string, head: string): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(last)) return false;
  try {
    await git(epoch, ['merge-base', '--is-ancestor', last, head]);
    return true;
  } catch (caught) {
    // Not an ancestor, or unknown: the archive was rewritten (a purge), so that all is read again.
    if (caught instanceof Fault && caught.exit === 'inputRefused') return false;
    throw caught;
  }
}

interface Change {
  readonly kind: 'mail' | 'withdrawn';
  readonly commit: string;
  readonly blob: string;
}

/** What a range of commits comes to, by message: one that was removed and added again is there. */
async function changesOf(epoch: string, range: string): Promise<Change[]> {
  const log = await git(epoch, [
    'log',
    '--reverse',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--format=%H',
    range,
    '--',
  ]);
  const last = new Map<string, Change>();
  let commit = '';
  for (const line of log.split('\n')) {
    const change = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*\t(.+)$/.exec(line);
    if (!change) {
      commit = line === '' ? commit : line;
      continue;
    }
    const [, blob = '', file] = change;
    if (/^0+$/.test(blob) || (file !== 'm' && file !== 'd')) continue; // `m` makes way for `d`
    last.set(blob, { kind: file === 'm' ? 'mail' : 'withdrawn', commit, blob });
  }
  return [...last.values()];
}

const cursorOf = (text: string | null): Cursor =>
  text ? (Cursor.safeParse(JSON.parse(text)).data ?? {}) : {};

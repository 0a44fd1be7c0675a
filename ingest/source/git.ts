import { execFile, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Fault, messageOf } from '../../data/schema/fault.ts';

const run = promisify(execFile);

/**
 * Options before every git command on an archive that someone else made: its own configuration must not
 * start programs or fetch, and it may belong to another user, as a shared mirror does.
 */
const guarded = ['-c', 'safe.directory=*', '-c', 'protocol.allow=never', '-c', 'core.fsmonitor='];
const environment = {
  ...process.env,
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Standard output of a git command in a repository. @throws Fault where git is missing or fails. */
export async function git(repository: string | null, args: readonly string[]): Promise<string> {
  const where = repository === null ? [] : ['--git-dir', repository];
  try {
    const { stdout } = await run('git', [...guarded, ...where, ...args], {
      env: environment,
      maxBuffer: 1024 * 1024 * 1024,
    });
    return stdout;
  } catch (caught) {
    if (caught instanceof Error && 'code' in caught && caught.code === 'ENOENT') {
      throw new Fault('lacking', 'git is not installed', 'run apt-get install git', caught);
    }
    throw new Fault(
      'inputRefused',
      `${repository ?? 'git'}: ${messageOf(caught).split('\n').slice(1, 2).join('') || messageOf(caught)}`,
      'check that it is a complete public-inbox archive',
      caught,
    );
  }
}

/** Contents of blobs, in order, through one `git cat-file --batch`; undefined where one is missing. */
export async function* blobs(
  repository: string,
  ids: readonly string[],
): AsyncIterable<Buffer | undefined> {
  const child = spawn(
    'git',
    [...guarded, '--git-dir', repository, 'cat-file', '--batch', '--buffer'],
    { env: environment, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  child.stdin.on('error', () => undefined); // git died; the missing output tells
  Readable.from(requests(ids)).pipe(child.stdin);
  const output = new BlobReader(child.stdout);
  try {
    for (const _ of ids) yield await output.next();
  } finally {
    child.stdout.destroy();
    child.kill();
  }
}

function* requests(ids: readonly string[]): Iterable<string> {
  for (let at = 0; at < ids.length; at += 1000) yield `${ids.slice(at, at + 1000).join('\n')}\n`;
}

/** Parses `<oid> <type> <size>\n<content>\n` records. */
class BlobReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #data: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async next(): Promise<Buffer | undefined> {
    let end = this.#data.indexOf(10);
    while (end < 0) {
      await this.#more(1);
      end = this.#data.indexOf(10);
    }
    const [, type, size] = this.#data.toString('latin1', 0, end).split(' ');
    this.#data = this.#data.subarray(end + 1);
    if (type === 'missing' || size === undefined) return undefined;
    const length = Number(size);
    if (this.#data.length < length + 1) await this.#more(length + 1 - this.#data.length);
    const content = this.#data.subarray(0, length);
    this.#data = this.#data.subarray(length + 1);
    return content;
  }

  async #more(least: number): Promise<void> {
    const parts = [this.#data];
    for (let missing = least; missing > 0; ) {
      const next = await this.#chunks.next();
      if (next.done) throw new Fault('inputRefused', 'git cat-file ended early', 'run git fsck');
      parts.push(next.value);
      missing -= next.value.length;
    }
    this.#data = Buffer.concat(parts);
  }
}

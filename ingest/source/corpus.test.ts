import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { command as digest } from '../commands/digest.ts';
import { command as ingest } from '../commands/ingest.ts';
import { runCommand } from '../commands/run-command.ts';

const corpus = '../shared/corpus';
const folder = mkdtempSync(join(tmpdir(), 'ingest-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const freshStore = () => join(folder, `${count++}.sqlite`);

async function digestOf(...sources: string[]): Promise<string> {
  const store = freshStore();
  for (const source of sources) {
    expect((await runCommand(ingest, [source, '--store', store])).code).toBe(0);
  }
  return (await runCommand(digest, ['--store', store])).out;
}

const malformed = join(corpus, 'malformed');
const broken = existsSync(malformed)
  ? readdirSync(malformed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  : [];

test.skipIf(broken.length === 0)(
  'every malformed file ends in messages kept or a reported rejection',
  async () => {
    for (const file of broken) {
      const { code, out, err } = await runCommand(ingest, [
        file,
        '--json',
        '--store',
        freshStore(),
      ]);
      if (out === '') {
        // Refused before anything was read: said in one line that names the file.
        expect({ file, code, named: err.includes(file) }).toEqual({ file, code: 3, named: true });
        continue;
      }
      const [source] = JSON.parse(out).sources;
      expect(source.read, file).toBeGreaterThan(0);
      expect(source.added + source.duplicate + source.rejected.length, file).toBe(source.read);
      expect(code, file).toBe(source.rejected.length === source.read ? 3 : 0);
    }
  },
  60_000,
);

test.skipIf(broken.length === 0)(
  'a folder of them is read whole, in any order the same',
  async () => {
    const parts = readdirSync(malformed).map((name) => join(malformed, name));
    expect(await digestOf(...parts)).toBe(await digestOf(...parts.toReversed()));
  },
);

const bundle = join(corpus, 'ksummit-discuss-0.bundle');
test.skipIf(!existsSync(bundle))(
  'a list as mbox, as public-inbox epoch, folder of epochs and bundle has one content',
  async () => {
    const inbox = join(folder, 'inbox');
    const epoch = join(inbox, 'git', '0.git');
    execFileSync('git', ['clone', '--quiet', '--bare', bundle, epoch]);
    const expected = await digestOf(join(corpus, 'ksummit-discuss.mbox.gz'));
    for (const source of [epoch, inbox, bundle]) expect(await digestOf(source)).toBe(expected);
  },
  60_000,
);

test.skipIf(!existsSync(bundle))(
  'an epoch that grew is read from the last commit seen',
  async () => {
    const epoch = join(folder, 'growing.git');
    const git = (...args: string[]) =>
      execFileSync('git', ['--git-dir', epoch, ...args], { encoding: 'utf8' }).trim();
    execFileSync('git', ['clone', '--quiet', '--bare', bundle, epoch]);
    const head = git('for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads').split(' ');
    git('update-ref', head[1] ?? '', `${head[0]}~100`);
    const store = freshStore();
    const report = async () =>
      JSON.parse((await runCommand(ingest, [epoch, '--json', '--store', store])).out).sources[0];
    const first = await report();
    git('update-ref', head[1] ?? '', head[0] ?? '');
    const second = await report();
    expect(second.added + first.added).toBe(758);
    expect(second.read).toBe(first.read + 100);
    expect(await report()).toMatchObject({ added: 0, duplicate: second.read });
    expect((await runCommand(digest, ['--store', store])).out).toBe(await digestOf(bundle));
  },
  60_000,
);

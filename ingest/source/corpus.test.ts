import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Fault } from '../../data/schema/fault.ts';
import { digestStore } from '../../data/schema/store/digest.ts';
import { openDatabase } from '../../data/schema/store/open.ts';
import { ingest } from '../pipeline/ingest.ts';
import type { SourceReport } from '../pipeline/report.ts';
import { openSource } from './open.ts';

const corpus = '../shared/corpus';
const folder = mkdtempSync(join(tmpdir(), 'ingest-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const freshStore = () => join(folder, `${count++}.sqlite`);

const io = {
  cwd: process.cwd(),
  stdin: process.stdin,
  signal: new AbortController().signal,
  err: () => undefined,
  terminal: false,
};

async function read(name: string, store: string): Promise<SourceReport> {
  const source = await openSource(name, undefined, io);
  try {
    const { sources } = await ingest([source], store, io);
    const [report] = sources;
    if (!report) throw new Error('a source without a report');
    return report;
  } finally {
    source.close();
  }
}

function digestIn(store: string): string {
  const db = openDatabase(store);
  try {
    return digestStore(db).digest;
  } finally {
    db.close();
  }
}

async function digestOf(...sources: string[]): Promise<string> {
  const store = freshStore();
  for (const source of sources) await read(source, store);
  return digestIn(store);
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
      const result = await read(file, freshStore()).catch((caught: unknown) => caught);
      if (result instanceof Fault) {
        // Refused before anything was read: said in one line that names the file.
        expect({ file, exit: result.exit, line: result.line }).toEqual({
          file,
          exit: 'inputRefused',
          line: expect.stringContaining(file),
        });
        continue;
      }
      const source = result as SourceReport;
      expect(source.read, file).toBeGreaterThan(0);
      expect(source.added + source.duplicate + source.rejected.length, file).toBe(source.read);
    }
  },
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
    const report = () => read(epoch, store);
    const first = await report();
    git('update-ref', head[1] ?? '', head[0] ?? '');
    const second = await report();
    expect(second.added + first.added).toBe(758);
    expect(second.read).toBe(first.read + 100);
    expect(await report()).toMatchObject({ added: 0, duplicate: second.read });
    expect(digestIn(store)).toBe(await digestOf(bundle));
  },
);

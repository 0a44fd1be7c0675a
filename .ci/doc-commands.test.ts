import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../cli/commands.ts';
import { commandsIn, type DocCommand } from './doc-commands.ts';

const root = process.cwd();
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('{docs/**,*/benchmark}/*.md')].sort();
const shown = pages.flatMap((file) => commandsIn(file, readFileSync(file, 'utf8')));
const place = ({ file, line, words }: DocCommand) => `${file}:${line}: ${words.join(' ')}`;

/** A folder that looks like a clone to a command, so that what it writes lands here. */
const folder = mkdtempSync(join(tmpdir(), 'warrant-docs-'));
for (const name of ['data', 'bench', 'site', 'ingest', 'warrant']) {
  symlinkSync(join(root, name), join(folder, name));
}
afterAll(() => rmSync(folder, { recursive: true }));

const run = (words: readonly string[]) =>
  execFileSync(words[0] ?? '', words.slice(1), {
    cwd: folder,
    env: { ...process.env, WARRANT_STORE: join(folder, 'store.sqlite') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/**
 * Run as they stand: seconds each. The others take minutes, a guest, the network or another's mail; a shard
 * would meet the one that the sweep's own test runs in the same build folder.
 */
const cheap =
  /^\.\/warrant (threads|search|claims --pending|export|litmus|mutants|bench plan|explore append-pointer --quick)/;

describe('the commands in README and docs', () => {
  test('are found', () => {
    expect(shown.length).toBeGreaterThan(25);
  });

  test.each(shown.map((each) => [place(each), each] as const))('%s: exists', async (_, each) => {
    const words = each.words.filter((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
    const [program = '', name = '', ...args] = words;
    // A bare `node` would be the system's, which may be too old.
    expect(program, 'is a file of the repository, or npm or git').toMatch(/^(\.\/|npm$|git$)/);
    if (!program.startsWith('./')) return;
    expect(existsSync(program)).toBe(true);
    if (program !== './warrant') return;
    if (name === 'node') {
      expect(existsSync(args[0] ?? ''), args[0]).toBe(true);
      return;
    }
    expect(Object.keys(commands)).toContain(name);
    const load = commands[name];
    if (!load) return;
    const { command } = await load();
    const { positionals } = parseArgs({
      args,
      options: command.options,
      allowPositionals: true,
      strict: true,
    });
    for (const word of positionals) {
      // Words in capitals stand for the reader's own; `../shared` is not part of a clone.
      if (/^(data|bench|site|ingest|docs|\.ci)\//.test(word)) {
        expect(globSync([word, `${word}*`]), word).not.toEqual([]);
      }
    }
  });

  test('the cheap ones run as written', { timeout: 1_800_000 }, () => {
    run(['./warrant', 'ingest', 'data/threads/dax-2016-seed.txt']);
    const ran = shown.filter(({ words }) => cheap.test(words.join(' ')));
    expect(ran.length).toBeGreaterThan(7);
    for (const each of ran) {
      expect(() => run(each.words), place(each)).not.toThrow();
    }
  });
});

describe('reading a page', () => {
  test('blocks, fences, comments, quotes and continued lines', () => {
    const text = [
      'Text with `./warrant up` in it.',
      '    ./warrant search \'"a b" c\' --own   # comment',
      '    litmus "not a command"',
      '```',
      'A=1 ./warrant test \\',
      '  x > file',
      '```',
    ];
    expect(commandsIn('p.md', text.join('\n'))).toEqual([
      { file: 'p.md', line: 2, words: ['./warrant', 'search', '"a b" c', '--own'] },
      { file: 'p.md', line: 5, words: ['A=1', './warrant', 'test', 'x'] },
    ]);
  });
});

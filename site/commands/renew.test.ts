import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { renew } from './renew.ts';

const longAgo = new Date('2020-01-01T00:00:00Z');

describe('a site built again', () => {
  let top = '';
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'warrant-renew-'));
    onTestFinished(() => rmSync(top, { recursive: true }));
  });
  const put = (folder: string, files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      const file = join(top, folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      utimesSync(file, longAgo, longAgo);
    }
  };
  const held = () =>
    Object.fromEntries(
      readdirSync(join(top, 'dist'), { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(top, 'dist', name)).isFile())
        .sort()
        .map((name) => [name, readFileSync(join(top, 'dist', name), 'utf8')]),
    );

  test('holds what was built now, and touches nothing that is the same', () => {
    put('dist', {
      'index.html': 'a',
      'same/index.html': 's',
      'gone/deep/index.html': 'g',
      'x.json': '1',
    });
    put('fresh', {
      'index.html': 'b',
      'same/index.html': 's',
      'new/index.html': 'n',
      'x.json': '2',
    });
    const before = statSync(join(top, 'dist/same/index.html'));
    expect(renew(join(top, 'fresh'), join(top, 'dist'))).toEqual({
      written: 3,
      kept: 1,
      removed: 1,
    });
    expect(held()).toEqual({
      'index.html': 'b',
      'new/index.html': 'n',
      'same/index.html': 's',
      'x.json': '2',
    });
    expect(statSync(join(top, 'dist/same/index.html')).ino).toBe(before.ino);
    expect(readdirSync(top)).toEqual(['dist']);
    expect(readdirSync(join(top, 'dist'))).not.toContain('gone');
  });

  test('is there at once where there was none', () => {
    put('fresh', { 'index.html': 'a' });
    expect(renew(join(top, 'fresh'), join(top, 'dist'))).toEqual({
      written: 1,
      kept: 0,
      removed: 0,
    });
    expect(held()).toEqual({ 'index.html': 'a' });
  });

  test('may put a folder where a file was, and a file where a folder was', () => {
    put('dist', { a: 'file', 'b/index.html': 'folder' });
    put('fresh', { 'a/index.html': 'folder', b: 'file' });
    renew(join(top, 'fresh'), join(top, 'dist'));
    expect(held()).toEqual({ 'a/index.html': 'folder', b: 'file' });
  });
});

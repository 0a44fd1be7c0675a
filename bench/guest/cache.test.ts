import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder, made } from './cache.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('XDG_CACHE_HOME decides where the cache lies, an empty one does not', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/warrant');
  expect(cacheFolder({ XDG_CACHE_HOME: '' })).toMatch(/\.cache\/warrant$/);
});

test('builders of one path at once all see one whole result', async () => {
  const path = join(folder, 'deep/file');
  const build = (text: string) => async (temporary: string) => {
    writeFileSync(temporary, text.slice(0, 1));
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(temporary, text);
  };
  const texts = ['first text', 'second text', 'third text'];
  await Promise.all(texts.map((text) => made(path, build(text))));
  expect(texts).toContain(readFileSync(path, 'utf8'));
  expect(readdirSync(join(folder, 'deep'))).toEqual(['file']);
});

test('a build that fails leaves nothing behind and can be repeated', async () => {
  const path = join(folder, 'file');
  const failing = made(path, (temporary) => {
    writeFileSync(temporary, 'half');
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(readdirSync(folder)).toEqual([]);
  await made(path, (temporary) => writeFileSync(temporary, 'whole'));
  expect(existsSync(path)).toBe(true);
});

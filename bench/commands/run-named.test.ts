import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Io } from '../../data/schema/command.ts';
import { jsonFiles } from '../evidence/runs/run-store.ts';
import { runNamed } from './run-named.ts';

describe('a run', () => {
  let root = '';
  const [here = '', other = ''] = jsonFiles('data/results');
  const id = basename(here, '.json');
  const named = (name: string) => runNamed(name, { root, cwd: root } as Io).id;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'warrant-runs-'));
    for (const [file, folder] of [
      [here, 'data/results'],
      [here, 'build/results'],
      [other, 'data/imported'],
    ] as const) {
      cpSync(file, join(root, folder, basename(file)));
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('is found by its file, its id or what only its id begins with, wherever it lies twice', () => {
    expect(named(`data/results/${basename(here)}`)).toBe(id);
    expect(named(id)).toBe(id);
    expect(named(id.slice(0, -1))).toBe(id);
    expect(named(basename(other, '.json'))).toBe(basename(other, '.json'));
  });

  test('is not found by what two begin with, or none', () => {
    expect(() => named(id.slice(0, 2))).toThrow(`2 runs begin with ${id.slice(0, 2)}`);
    expect(() => named(`${id}0`)).toThrow(`no run ${id}0`);
  });
});

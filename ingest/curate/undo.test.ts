import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { remember } from './undo.ts';

test('files are put back as they were: changed, taken away with their folder, or new', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warrant-undo-'));
  const [kept, fresh] = [join(folder, 'in', 'kept'), join(folder, 'fresh')];
  try {
    const start = remember([kept]);
    rmSync(join(folder, 'in'), { recursive: true, force: true });
    start(); // nothing was there, and nothing is
    expect(existsSync(kept)).toBe(false);

    const file = join(folder, 'file');
    writeFileSync(file, 'before');
    const undo = remember([file, fresh]);
    writeFileSync(file, 'after');
    writeFileSync(fresh, 'new');
    undo();
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(existsSync(fresh)).toBe(false);

    rmSync(folder, { recursive: true });
    undo();
    expect(readFileSync(file, 'utf8')).toBe('before');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cpio, fileMode, folderMode } from './cpio.ts';

const hasCpio = (() => {
  try {
    execFileSync('cpio', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test('the same entries give the same bytes, in whole 4-byte words', () => {
  const entries = [{ path: 'a', mode: fileMode, data: Buffer.from('hello') }];
  expect(cpio(entries)).toEqual(cpio(entries));
  expect(cpio(entries).length % 4).toBe(0);
});

test('a member states its name, size and mode in the header fields of the format', () => {
  const archive = cpio([{ path: 'dir/x', mode: fileMode, data: Buffer.from('12345') }]);
  const field = (index: number) =>
    Number.parseInt(archive.toString('latin1', 6 + 8 * index, 14 + 8 * index), 16);
  expect(archive.toString('latin1', 0, 6)).toBe('070701');
  expect([field(1), field(6), field(11)]).toEqual([fileMode, 5, 'dir/x'.length + 1]);
  expect(archive.toString('latin1').endsWith('TRAILER!!!\0\0\0\0')).toBe(true);
});

test.skipIf(!hasCpio)('cpio(1) unpacks what was packed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpio-'));
  try {
    const input = cpio([
      { path: 'dir', mode: folderMode, data: new Uint8Array() },
      { path: 'dir/x', mode: fileMode, data: Buffer.from('12345') },
    ]);
    execFileSync('cpio', ['-id', '--quiet'], { cwd: folder, input });
    expect(readFileSync(join(folder, 'dir/x'), 'utf8')).toBe('12345');
    expect(statSync(join(folder, 'dir/x')).mode & 0o777).toBe(0o755);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

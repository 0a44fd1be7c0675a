import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { memoryFolder, sweep } from './memory-folder.ts';

test('a folder of a process that is gone is removed, and one in use is left', () => {
  const mine = memoryFolder('test', 1);
  onTestFinished(() => rmSync(mine, { recursive: true, force: true }));
  const place = dirname(mine);
  const { pid } = spawnSync('true');
  const like = (owner: number) => basename(mine).replace(`-${process.pid}-`, `-${owner}-`);
  const left = mkdtempSync(join(place, like(pid)));
  const foreign = mkdtempSync(join(place, `warrant-1-${pid}-test-`));
  onTestFinished(() => rmSync(foreign, { recursive: true, force: true }));
  sweep(place);
  expect([mine, left, foreign].map((path) => existsSync(path))).toEqual([true, false, true]);
});

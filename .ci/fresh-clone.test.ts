import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/** A run in a changed clone is recorded as `dirty`: what we run there must not change it. */
const clone = mkdtempSync(join(tmpdir(), 'warrant-clone-'));
afterAll(() => rmSync(clone, { recursive: true }));

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    cwd: clone,
    encoding: 'utf8',
  });
const warrant = (...args: readonly string[]) =>
  execFileSync('./warrant', args, {
    cwd: clone,
    env: { ...process.env, npm_config_prefer_offline: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test.skipIf(!existsSync('.git'))('a clone is as it was after install, up, test and verify', () => {
  // The tree as it stands, so that a change is tested before it is committed.
  const files = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name && existsSync(name))) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(file, join(clone, file));
  }
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'The tree as it stands');
  for (const args of [
    ['up', '--once'],
    ['test', '.ci/lock'],
    ['verify', '--quick', 'pointer-survives-user-flush'],
  ]) {
    warrant(...args);
    expect([args[0], git('status', '--porcelain')]).toEqual([args[0], '']);
  }
});

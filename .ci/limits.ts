import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Below this, a limit may end a test that is slow and not one that hangs. Milliseconds. */
const hang = 300_000;

/** A limit as an argument after a test's body, or as an option. */
const limit =
  /^\s*\}, (\d[\d_]*)\);|^\s*\},\n\s*(\d[\d_]*),\n\s*\);|\b(?:timeout|testTimeout|hookTimeout): (\d[\d_]*)\b/gm;

/** Limits in a test's text that a busy machine may reach, each as it is written. */
export function shortLimits(text: string): readonly string[] {
  return [...text.matchAll(limit)].flatMap(([whole, ...values]) =>
    Number((values.find(Boolean) ?? '').replaceAll('_', '')) < hang
      ? [whole.trim().replaceAll(/\s+/g, ' ')]
      : [],
  );
}

/** The same for every test of the project, with its file. */
export function shortLimitsBelow(root: string): readonly string[] {
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.test.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  return names
    .split('\n')
    .filter((name) => name !== '' && existsSync(join(root, name)))
    .flatMap((name) =>
      shortLimits(readFileSync(join(root, name), 'utf8')).map((found) => `${name}: ${found}`),
    );
}

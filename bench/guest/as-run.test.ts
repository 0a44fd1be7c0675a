import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Deb, fetchPackages } from './debian.ts';
import { mirror, type Package } from './fixture/mirror.ts';
import type { Pins } from './pins.ts';

const hasDebian = (() => {
  try {
    for (const tool of ['dpkg-deb', 'apt-get']) execFileSync(tool, ['--version']);
    return true;
  } catch {
    return false;
  }
})();

function freshCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'as-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const old: Package = { name: 'xfsprogs', version: '6.1.0-1', content: 'old' };
const newer: Package = { ...old, version: '6.1.0-2', content: 'new' };
const pinsOf = (debs: readonly Deb[]): Pins => new Map(debs.map((deb) => [deb.name, deb]));

/** A run made when the mirror had `then`, repeated when it has `now`. */
async function repeated(then: readonly Package[], now: readonly Package[], asked: string) {
  const { release, serve } = await mirror();
  serve(then);
  const made = await fetchPackages(freshCache(), release, [asked]);
  serve(now);
  return fetchPackages(freshCache(), release, [asked], pinsOf(made.debs));
}

describe.skipIf(!hasDebian)('--as RUN', () => {
  test('takes the very packages, and not newer ones beside them', async () => {
    const same = await repeated([old], [old, newer], 'xfsprogs');
    expect(same.debs.map(({ version }) => version)).toEqual([old.version]);
    expect(readFileSync(join(same.root, 'content'), 'utf8')).toBe('old');
  });

  test('names package, both versions and what to do where the mirror has moved on', async () => {
    await expect(repeated([old], [newer], 'xfsprogs')).rejects.toMatchObject({
      exit: 'lacking',
      message: expect.stringMatching(
        /^the packages of that run are not to be had: xfsprogs is 6\.1\.0-2, the run had 6\.1\.0-1; the mirror says: .*6\.1\.0-1/,
      ),
      next: expect.stringContaining('without --as'),
    });
  });

  test('names a package that is gone altogether', async () => {
    const other = { ...old, name: 'other' };
    await expect(repeated([old], [other], 'xfsprogs')).rejects.toMatchObject({
      exit: 'lacking',
      message: expect.stringContaining('the run had xfsprogs 6.1.0-1'),
      next: expect.stringContaining('snapshot.debian.org'),
    });
  });

  test('refuses other bytes under the same version', async () => {
    const rebuilt = { ...old, content: 'rebuilt' };
    await expect(repeated([old], [rebuilt], 'xfsprogs')).rejects.toMatchObject({
      exit: 'lacking',
      message: expect.stringContaining('xfsprogs 6.1.0-1 has other bytes'),
    });
  });

  test('a kernel whose version is in its name is another package, and told as such', async () => {
    const image = (version: string) => ({
      name: `linux-image-${version}-cloud-amd64`,
      version: `${version}-1`,
      content: version,
    });
    const asked = 'linux-image-6.18.*-cloud-amd64';
    const kept = await repeated([image('6.18.15')], [image('6.18.15'), image('6.18.16')], asked);
    expect(kept.debs.map(({ version }) => version)).toEqual(['6.18.15-1']);
    await expect(repeated([image('6.18.15')], [image('6.18.16')], asked)).rejects.toMatchObject({
      exit: 'lacking',
      message: expect.stringContaining(
        'the kernel is linux-image-6.18.16-cloud-amd64 6.18.16-1, the run had linux-image-6.18.15-cloud-amd64 6.18.15-1',
      ),
    });
  });
});

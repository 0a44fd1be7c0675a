import { expect, test } from 'vitest';
import { measured, run } from '../evidence/fixture/planted.ts';
import { pinned, pinsOf, refuseOthers } from './pins.ts';

const hash = (digit: string) => digit.repeat(64);
const made = run({ measurements: [measured('flushes', {}, [1])] });
const pins = pinsOf({
  ...made,
  manifest: {
    ...made.manifest,
    tools: {
      node: 'v24',
      program: `sha256:${hash('0')}`,
      xfsprogs: `6.1.0-1 sha256:${hash('1')}`,
      'linux-image-6.18.15+deb13-cloud-amd64': `6.18.15-1~bpo13+1 sha256:${hash('2')}`,
    },
  },
});

test('a manifest names its packages, and apt is asked for those', () => {
  expect([...pins.keys()]).toEqual(['xfsprogs', 'linux-image-6.18.15+deb13-cloud-amd64']);
  expect(pinned(['xfsprogs', 'linux-image-6.18.*-cloud-amd64', 'ndctl'], pins)).toEqual([
    'xfsprogs=6.1.0-1',
    'linux-image-6.18.15+deb13-cloud-amd64=6.18.15-1~bpo13+1',
    'ndctl',
  ]);
  expect(pinned(['meta:linux-image-cloud-amd64'], pins)).toEqual([
    'linux-image-6.18.15+deb13-cloud-amd64=6.18.15-1~bpo13+1',
  ]);
});

test('another version, or other bytes, is named with what the run had', () => {
  const deb = { name: 'xfsprogs', version: '6.1.0-1', sha256: hash('1') };
  expect(() => refuseOthers([deb, { ...deb, name: 'new' }], pins)).not.toThrow();
  expect(() => refuseOthers([{ ...deb, version: '7', sha256: hash('3') }], pins)).toThrow(
    'xfsprogs is 7, the run had 6.1.0-1',
  );
  expect(() => refuseOthers([{ ...deb, sha256: hash('3') }], pins)).toThrow('has other bytes');
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import type { Catalogue } from '../catalogue.ts';
import { readCatalogue } from '../catalogue.ts';
import { checkNames } from './check-names.ts';

const catalogue = {
  metrics: new Map([['log-forces', {}]]),
  axes: [{ name: 'faultSync' }, { name: 'fs' }],
  experiments: new Map([
    [
      'e',
      { parameters: { faultSync: [true, false], fs: ['ext4', 'dm-ext4'], approach: ['map-sync'] } },
    ],
  ]),
  hypotheses: [],
} as unknown as Catalogue;

const complete = {
  metrics: { 'log-forces': 'log forces' },
  axes: {
    faultSync: { name: 'fault sync' },
    fs: { name: 'file system', values: { 'dm-ext4': 'ext4 on dm-linear' } },
  },
};

function findings(names: object): string[] {
  const root = mkdtempSync(join(tmpdir(), 'names-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'data'));
  writeFileSync(join(root, 'data/names.yaml'), stringify(names));
  return checkNames(root, catalogue).map(({ what }) => what);
}

test('a catalogue whose every id has a name, or is one, is in order', () => {
  expect(findings(complete)).toEqual([]);
});

test.each([
  ['a metric', { ...complete, metrics: {} }, 'no name for the metric log-forces'],
  ['an axis', { ...complete, axes: { fs: complete.axes.fs } }, 'no name for the axis faultSync'],
  [
    'a value',
    { ...complete, axes: { ...complete.axes, fs: { name: 'file system' } } },
    'no name for the value dm-ext4 of the axis fs',
  ],
  [
    'what is gone',
    { ...complete, metrics: { ...complete.metrics, gone: 'gone' } },
    'names the metric gone, which nothing has',
  ],
  [
    'two of one name',
    {
      ...complete,
      axes: {
        ...complete.axes,
        fs: { name: 'file system', values: { 'dm-ext4': 'ext4', ext4: 'ext4' } },
      },
    },
    'calls dm-ext4 and ext4 of the axis fs both “ext4”',
  ],
])('the name of %s is asked for', (_, names, said) => {
  expect(findings(names)).toEqual([said]);
});

test("the project's own names are complete", () => {
  expect(checkNames(process.cwd(), readCatalogue(process.cwd()))).toEqual([]);
});

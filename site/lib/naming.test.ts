import { expect, test } from 'vitest';
import { namingOf } from './naming.ts';

const fs = { name: 'file system', values: { ext4: 'Ext4' }, everywhere: ['none'] };
const size = { name: 'size', unit: 'B', values: {}, everywhere: [] };
const { axis, value, everywhere, settings, where, metric } = namingOf({
  metrics: { fences: 'fences' },
  axes: { fs, size },
});

test('values are called as the file of names has it, else by what they are', () => {
  expect([value('fs', 'ext4'), value('fs', 'xfs'), value('size', 64), value('other', 2)]).toEqual([
    'Ext4',
    'xfs',
    '64\u00a0B',
    '2',
  ]);
  expect([value('on', true), value('on', false), value('on', undefined)]).toEqual([
    'on',
    'off',
    '',
  ]);
  expect([axis('fs'), axis('page-size'), metric('fences')]).toEqual([
    'file system',
    'page size',
    'fences',
  ]);
});

test('a value stands in every panel where the file says so, and no value of an axis without names', () => {
  expect([everywhere('fs', 'none'), everywhere('fs', 'ext4'), everywhere('other', 'x')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('settings and questions are told axis by axis', () => {
  expect(settings({ fs: 'ext4', size: 8 })).toBe('file system Ext4 · size 8\u00a0B');
  expect(where({ fs: ['ext4', 'xfs'], size: 8 })).toBe('file system Ext4 or xfs · size 8\u00a0B');
});

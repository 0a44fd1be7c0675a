import { expect, test } from 'vitest';
import { emulationOf, interpolated, tableText } from './emulation.ts';

test('a table is read from the device as published, and lies between its points', () => {
  const { flush, nt } = emulationOf(process.cwd(), 'optane-100');
  expect(flush.length).toBeGreaterThan(3);
  for (const table of [flush, nt]) {
    for (const { bytes, ns } of table) expect(interpolated(table, bytes)).toBeCloseTo(ns);
    expect(interpolated(table, 96)).toBeGreaterThan(interpolated(table, 64));
    expect(interpolated(table, 1 << 20)).toBeGreaterThan(interpolated(table, 4096));
  }
  expect(tableText([{ bytes: 64, ns: 116.4 }])).toBe('64:116.4');
});

test.each(['no-such-device', '../../etc/passwd'])('%s is no device', (name) => {
  expect(() => emulationOf(process.cwd(), name)).toThrow('no device');
});

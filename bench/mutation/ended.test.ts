import { expect, test } from 'vitest';
import { endsWell } from './ended.ts';

const cwd = process.cwd();

test('a command that ends well does, one that fails or uses up its processor time does not', () => {
  expect(endsWell(['true'], { cwd, seconds: 5 })).toBe(true);
  expect(endsWell(['false'], { cwd, seconds: 5 })).toBe(false);
  const busy = ['sh', '-c', 'while :; do :; done'];
  expect(endsWell(busy, { cwd, seconds: 1, patience: 3600 })).toBe(false);
});

test('one that waits for ever does not end well, though it uses no processor time', () => {
  expect(endsWell(['sleep', '3600'], { cwd, seconds: 5, patience: 1 })).toBe(false);
});

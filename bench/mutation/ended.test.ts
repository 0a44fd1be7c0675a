import { expect, test } from 'vitest';
import { endsWell } from './ended.ts';

const cwd = process.cwd();

test('a command that ends well does, one that fails or uses up its processor time does not', () => {
  expect(endsWell(['true'], { cwd, seconds: 5 })).toBe(true);
  expect(endsWell(['false'], { cwd, seconds: 5 })).toBe(false);
  expect(endsWell(['sh', '-c', 'while :; do :; done'], { cwd, seconds: 1 })).toBe(false);
});

import { expect, test } from 'vitest';
import { jsonDocument } from './format.ts';

test('what a terminal obeys is escaped, and the value is the same', () => {
  const value = { text: 'a\u007f\u009b\u200e\u2028\u202e\u2069é\u001b' };
  const line = jsonDocument(value);
  expect(line).toBe('{"text":"a\\u007f\\u009b\\u200e\\u2028\\u202e\\u2069é\\u001b"}\n');
  expect(JSON.parse(line)).toEqual(value);
});

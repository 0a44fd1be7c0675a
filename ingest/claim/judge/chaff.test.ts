import { expect, test } from 'vitest';
import { tokens } from '../read/tokens.ts';
import { substance } from './chaff.ts';

const of = (text: string) => substance({ tokens: tokens(text) });

test('the more words carry content, the more a statement weighs, up to its full weight', () => {
  const weights = [
    'OK, it will.',
    'OK, the journal will.',
    'OK, the journal will flush.',
    'OK, the journal will flush metadata.',
  ].map(of);
  expect(weights.every((weight, i) => i === 0 || weight > (weights[i - 1] ?? 1))).toBe(true);
  expect(weights[0]).toBeGreaterThan(0);
  expect(of('The journal flushes metadata blocks before writing data blocks elsewhere.')).toBe(1);
});

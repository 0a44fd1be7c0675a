import { expect, test } from 'vitest';
import { comesRound } from './people.ts';
import type { Statement } from './statements.ts';

const grants = (text: string, rest = '') =>
  comesRound({
    claim: { text, end: text.length },
    message: { body: `${text}${rest}` },
  } as unknown as Statement);

test('a point that is granted and left so is coming round', () => {
  expect(grants('Point taken and I will not harp on it.')).toBe(true);
  expect(grants('I was\nwrong.', ' The lock is taken above.')).toBe(true);
});

test('a point that is granted and taken back is not', () => {
  expect(grants("You are correct that the lease won't stop it.", ' *But* pins do.')).toBe(false);
  expect(grants('I agree with you, but nobody does that.')).toBe(false);
  expect(grants('Fair point.', '\n\nHowever, it is slow.')).toBe(false);
});

import { expect, test } from 'vitest';
import { asksOthers } from './left-open.ts';
import type { Statement } from './statements.ts';

const asked = (text: string, rest = '') =>
  asksOthers({
    claim: { text, end: text.length },
    message: { body: `${text}${rest}` },
  } as unknown as Statement);
const question = 'May several processes hold an exclusive lease?';

test('a whole question that its author leaves to others asks the others', () => {
  expect(asked(question)).toBe(true);
  expect(asked(question, '\n\nThe rest of the mail is about locks.')).toBe(true);
  expect(asked(question, '\n> quoted words.')).toBe(true);
  expect(asked(question, ' The manual page is silent.')).toBe(true);
  expect(asked(question, ' Or does each need its own?')).toBe(true);
});

test('rhetoric does not, nor what its author answers at once, nor what only begins with a question', () => {
  expect(asked('In which case?')).toBe(false);
  expect(asked('Or just metadata?')).toBe(false);
  expect(asked(question, '\nNo, they may not.')).toBe(false);
  expect(asked('May several hold it? I think that they may.')).toBe(false);
});

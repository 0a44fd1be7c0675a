import { expect, test } from 'vitest';
import { parseBrat } from './brat.ts';

test('reads kinds, stances and order from brat standoff', () => {
  const text =
    'T2\tIssue 50 60;62 70\tHow large is it?\nT1\tclaim 0 12\tIt is warm.\nT3\tnone 80 90\tThanks.\nA1\tStance T1 disputes\nA2\tStance T3 disputes\nR1\tattacks Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\thm\n';
  expect(parseBrat(text, 'a.ann', '<a@b>')).toEqual([
    { messageId: '<a@b>', n: 1, text: 'It is warm.', kind: 'claim', stance: 'disputes' },
    { messageId: '<a@b>', n: 2, text: 'How large is it?', kind: 'issue', stance: 'neutral' },
    { messageId: '<a@b>', n: 3, text: 'Thanks.', kind: 'none', stance: 'neutral' },
  ]);
});

test('refuses unknown kinds, stances and offsets with file and line', () => {
  expect(() => parseBrat('T1\trant 0 1\tx', 'a.ann', '<a@b>')).toThrow(
    /a\.ann:1: unknown kind "rant"/,
  );
  expect(() => parseBrat('T1\tclaim x 1\tx', 'a.ann', '<a@b>')).toThrow(/offset/);
  expect(() => parseBrat('T1\tclaim 0 1\tx\nA1\tStance T1 loud', 'a.ann', '<a@b>')).toThrow(
    /a\.ann:2: unknown stance/,
  );
});

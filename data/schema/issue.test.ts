import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueText } from './issue.ts';
import { parseYaml } from './yaml.ts';

const Sign = z.strictObject({
  id: z.string().regex(/^c-/, 'expected a claim, such as c-0123456789ab'),
  bears: z.enum(['for', 'against', 'context']),
  cases: z.number().int().positive().optional(),
  where: z.union([z.literal('everywhere'), z.strictObject({ fs: z.string() })]).optional(),
});
const File = z.strictObject({ title: z.string(), claims: z.array(Sign) });

const told = (claim: object) => {
  const value = { title: 't', claims: [claim] };
  const read = File.safeParse(value);
  return read.error ? issueText(read.error, value) : null;
};

test.each<[string, object, string]>([
  [
    'a word of its own',
    { id: 'c-1', bears: 'pro' },
    'claims.0.bears: expected one of "for" | "against" | "context"; found "pro"',
  ],
  [
    'nothing',
    { id: 'c-1' },
    'claims.0.bears: missing (expected one of "for" | "against" | "context")',
  ],
  ['another type', { id: 7, bears: 'for' }, 'claims.0.id: expected string; found 7'],
  [
    'another form',
    { id: 'd-1', bears: 'for' },
    'claims.0.id: expected a claim, such as c-0123456789ab; found "d-1"',
  ],
  ['a field too many', { id: 'c-1', bears: 'for', sign: 1 }, 'claims.0.sign: no such field'],
  [
    'a field by another name',
    { ident: 'c-1', bears: 'for' },
    'claims.0.ident: no such field, and id is missing',
  ],
  [
    'a number too small',
    { id: 'c-1', bears: 'for', cases: 0 },
    'claims.0.cases: Too small: expected number to be >0; found 0',
  ],
  [
    'a list',
    { id: ['c-1', 'c-2'], bears: 'for' },
    'claims.0.id: expected string; found a list of 2',
  ],
  ['a map', { id: { c: 1 }, bears: 'for' }, 'claims.0.id: expected string; found a map'],
  ['null', { id: null, bears: 'for' }, 'claims.0.id: expected string; found null'],
  [
    'a whole text',
    { id: 'c-1', bears: 'x'.repeat(99) },
    `claims.0.bears: expected one of "for" | "against" | "context"; found "${'x'.repeat(59)}…`,
  ],
  [
    'neither of two',
    { id: 'c-1', bears: 'for', where: 3 },
    'claims.0.where: expected "everywhere", or expected object; found 3',
  ],
  [
    'inside one of two',
    { id: 'c-1', bears: 'for', where: { fs: 3 } },
    'claims.0.where.fs: expected string; found 3',
  ],
])('%s is told with what is allowed and what was found', (_, claim, line) => {
  expect(told(claim)).toBe(line);
});

test('in YAML, with file and line', () => {
  const text = 'title: t\nclaims:\n  - id: c-1\n    bears: pro\n';
  expect(() => parseYaml(text, 'data/hypotheses/h.yaml', File)).toThrow(
    'data/hypotheses/h.yaml:4: claims.0.bears: expected one of "for" | "against" | "context"; found "pro"',
  );
});

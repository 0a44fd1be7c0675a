import { readdirSync, readFileSync } from 'node:fs';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';

const folder = '.github/workflows';

/** What GitHub's own parser, with the schema that it publishes, finds wrong. */
function errorsOf(name: string, content: string): readonly string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

describe('the workflows', () => {
  test.each(readdirSync(folder))('%s is one that GitHub takes', (name) => {
    expect(errorsOf(name, readFileSync(`${folder}/${name}`, 'utf8'))).toEqual([]);
  });

  test.each([
    ['a job without a machine', 'on: push\njobs:\n  a:\n    steps:\n      - run: x\n'],
    [
      'an unknown key',
      'on: push\nshards: 3\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n',
    ],
    [
      'an expression that does not close',
      `on: push\njobs:\n  a:\n    runs-on: x\n    name: ${'$'}{{ fromJSON(x }}\n    steps:\n      - run: x\n`,
    ],
  ])('and %s is found', (_, content) => {
    expect(errorsOf('x.yml', content)).not.toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiler } from './compiler.ts';
import { mutationsOf } from './mutations.ts';

test('a change that the compiler refuses is told from one that it does not notice', () => {
  const file = 'bench/mutation/mutations.ts';
  const compiles = compiler(process.cwd());
  const verdicts = mutationsOf(file, readFileSync(file, 'utf8')).map((mutation) => [
    `${mutation.from} -> ${mutation.to}`,
    compiles(mutation),
  ]);
  // `-` of two texts is refused; a call that is left out is not noticed.
  expect(verdicts).toContainEqual(['+ -> -', false]);
  expect(verdicts).toContainEqual(['visit(source); -> ;', true]);
});

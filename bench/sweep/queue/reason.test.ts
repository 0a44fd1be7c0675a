import { expect, test } from 'vitest';
import { reasonOf } from './reason.ts';

test.each([
  ['a worker gone before the supervisor saw it', null, 'the worker fell silent'],
  [
    'a worker that the supervisor found silent',
    { value: { message: 'job heartbeat timeout' } },
    'the worker fell silent',
  ],
  [
    'a part that never ended',
    { value: { message: 'job timed out' } },
    'the worker took longer than a part may',
  ],
  ['an error thrown', { name: 'Fault', message: 'no such\u001b[2Jworkload' }, 'no such'],
  ['a word thrown', { value: 'no disk' }, 'no disk'],
])('%s is told in our words', (_, output, reason) => {
  expect(reasonOf(output)).toContain(reason);
  expect(reasonOf(output)).not.toContain('\u001b');
});

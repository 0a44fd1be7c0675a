import { expect, test } from 'vitest';
import type { Machines } from '../machine/machines.ts';
import type { Asked, Subject } from './explore.ts';
import { recoveryFiles } from './recovery-files.ts';

const machines = { fileSystems: new Map() } as unknown as Machines;
const bringing = (files: Record<string, string>): Subject => ({
  fs: 'ext4',
  size: 4096,
  options: '',
  log: { base: new Map(), events: [] },
  promises: [],
  oracle: ['/jobs/oracle'],
  files,
});
const each = (subjects: readonly Subject[]): Asked[] =>
  subjects.map((_, subject) => ({
    subject,
    question: { image: new Map(), promised: 0 } as unknown as Asked['question'],
  }));

test('what one subject brings along never stands in the place of what another does', () => {
  const [one, other] = [bringing({ 'lab/oracle': 'a' }), bringing({ 'lab/oracle': 'b' })];
  expect(() => recoveryFiles(machines, [one, other], each([one, other]))).toThrow('lab/oracle');
  const files = recoveryFiles(machines, [one, one], each([one, one]));
  expect(files['lab/oracle']).toBe('a');
});

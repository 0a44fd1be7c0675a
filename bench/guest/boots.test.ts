import { expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { readMachines } from '../machine/machines.ts';
import { settings } from '../model/settings.ts';
import { boots } from './boots.ts';

const machines = readMachines(process.cwd());
const sizes = (workload: string, parameters: object) => {
  const experiment = Experiment.parse({
    id: 'x',
    title: 'x',
    question: 'x?',
    substrates: ['guest'],
    workload,
    ...(workload === 'program' ? { program: 'x.c' } : {}),
    parameters,
  });
  return boots(experiment, settings(experiment), machines).map((group) => group.length);
};

test('settings share a boot where kernel, device and processors are the same', () => {
  const parameters = {
    kernel: ['6.1', '7.3'],
    device: ['loop', 'ram'],
    cpus: [1, 2],
    who: ['a', 'b'],
  };
  expect(sizes('program', parameters)).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
  expect(sizes('durable-store', { kernel: ['6.1', '7.3'], size: [8, 16] })).toEqual([2, 2]);
});

test('memory that nothing empties is fresh by a boot of its own', () => {
  expect(sizes('program', { device: ['pmem'], who: ['a', 'b'] })).toEqual([1, 1]);
  expect(sizes('program', { who: ['a', 'b', 'c'] })).toEqual([1, 1, 1]);
});

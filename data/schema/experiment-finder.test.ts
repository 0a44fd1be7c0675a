import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCalls } from './calls.ts';
import { Experiment } from './experiment.ts';
import { experimentFinder } from './experiment-finder.ts';
import { readYaml } from './yaml.ts';

const folder = join(import.meta.dirname, '..', 'experiments');
const experiments = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readYaml(join(folder, name), Experiment));

const find = experimentFinder(experiments, readCalls(process.cwd()));
const ids = (text: string) => find(text).map(({ id }) => id as string);

test('the question of an experiment finds nothing else before it, idle talk finds nothing', () => {
  const found = experiments.filter(({ id, title, question }) =>
    ids(`${title} ${question}`).includes(id),
  );
  expect(found.length).toBeGreaterThan(40);
  expect(ids('Thanks for the kind words about my talk last week.')).toEqual([]);
});

test('a sentence finds what makes the call that it names, with rare words in common', () => {
  expect(
    ids(
      'Currently, syncfs does not return errors when one of the inodes fails to be written back.',
    ),
  ).toContain('syncfs-after-error');
});

test('words in common are not enough without a call, nor a call without rare words', () => {
  expect(
    ids(
      'If the user releases the layout lease further GUP operations on the file fail on any device page without the lease.',
    ),
  ).toEqual([]);
  expect(
    ids('An fsync of the page writes the block to the device before any crash of the kernel.'),
  ).toEqual([]);
});

test('without names of calls nothing is near', () => {
  const { title, question } = experiments.find(
    ({ id }) => id === 'syncfs-after-error',
  ) as Experiment;
  expect(ids(`${title} ${question}`)).toContain('syncfs-after-error');
  expect(experimentFinder(experiments, [])(`${title} ${question}`)).toEqual([]);
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Experiment } from './experiment.ts';
import { experimentFinder } from './experiment-finder.ts';
import { readYaml } from './yaml.ts';

const folder = join(import.meta.dirname, '..', 'experiments');
const experiments = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readYaml(join(folder, name), Experiment));

test('the question of an experiment finds that experiment, idle talk finds none', () => {
  const find = experimentFinder(experiments);
  const found = experiments.filter(({ id, title, question }) =>
    find(`${title} ${question}`).some((one) => one.id === id),
  );
  expect(found.length / experiments.length).toBeGreaterThan(0.9);
  expect(find('Thanks for the kind words about my talk last week.')).toEqual([]);
});

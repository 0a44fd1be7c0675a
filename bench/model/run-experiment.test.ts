import { expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { runSetting } from './run-experiment.ts';
import { settings } from './settings.ts';

const pointer = readYaml('data/experiments/append-pointer.yaml', Experiment);

test('an allocation that is not logged when user space says durable is lost, a logged one is kept', () => {
  const held = settings(pointer).map((setting) => [
    setting['approach'],
    setting['faultSync'],
    runSetting(pointer, setting).explorations.every(({ holds }) => holds),
  ]);
  expect(new Set(held.map(String))).toEqual(
    new Set([
      'fsync,false,true',
      'map-sync,true,true',
      'map-sync,false,false',
      'static-chunk,false,true',
    ]),
  );
});

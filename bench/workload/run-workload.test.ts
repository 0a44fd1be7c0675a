import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Device } from '../../data/schema/device.ts';
import { readFolder } from '../evidence/catalogue.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { settings } from '../model/settings.ts';
import { isWorkload, runWorkload } from './run-workload.ts';

const root = process.cwd();
const devices = readFolder(join(root, 'data/devices'), Device);

test.each(['write-amplification', 'stranded-capacity'])(
  '%s reports each metric that its file names, the same each time',
  (id) => {
    const experiment = loadExperiment(id, root, root);
    expect(isWorkload(experiment)).toBe(true);
    for (const setting of settings(experiment).slice(0, 6)) {
      const { measurements } = runWorkload(experiment, setting, devices);
      expect(measurements.map(({ metric }) => metric)).toEqual(experiment.metrics);
      expect(runWorkload(experiment, setting, devices).measurements).toEqual(measurements);
    }
  },
);

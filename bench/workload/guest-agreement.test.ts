import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Conditions } from '../../data/schema/scope.ts';
import { readRuns } from '../evidence/runs/run-store.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { applicationOf, measure } from '../model/application/run-application.ts';

const root = process.cwd();
const names = ['redo-log', 'key-value', 'double-write', 'small-files', 'many-mappings'];
const mean = (samples: readonly number[]) =>
  samples.reduce((sum, sample) => sum + sample, 0) / samples.length;

/** The committed guest runs of a workload, setting by setting, beside what the model says now. */
function sideBySide(name: string) {
  const experiment = loadExperiment(`guest-workload-${name}`, root, root);
  const application = applicationOf(experiment);
  if (!application) throw new Error(`${name} is no application`);
  const runs = readRuns(join(root, 'data/results')).filter(
    ({ run }) => run.experiment === experiment.id,
  );
  const measured = runs.flatMap(({ run }) => run.measurements);
  // The model knows no kernels and one file system: what it says holds for each of theirs.
  const said = new Map<string, Map<string, number>>();
  const bySetting = Map.groupBy(measured, ({ conditions }) => JSON.stringify(conditions));
  return [...bySetting].map(([key, measurements]) => {
    const setting: Conditions = JSON.parse(key);
    const figures = (all: readonly { metric: string; samples: readonly number[] }[]) =>
      new Map(all.map(({ metric, samples }) => [metric, mean(samples)]));
    const { fs: _fs, kernel: _kernel, ...known } = setting;
    const again = JSON.stringify(known);
    const model = said.get(again) ?? figures(measure(application, experiment, known, []));
    said.set(again, model);
    return { setting, guest: figures(measurements), model };
  });
}

describe.each(names)(
  '%s: the model and the real kernel count alike, operation for operation',
  (name) => {
    const settings = sideBySide(name);

    test('there are settings to compare', () => {
      expect(settings.length).toBeGreaterThan(20);
    });

    test.each(['flushes', 'faults'])('%s', (metric) => {
      for (const { setting, guest, model } of settings) {
        const [real = Number.NaN, said = Number.NaN] = [guest.get(metric), model.get(metric)];
        const off = Math.abs(real - said) / Math.max(said, 0.1);
        expect(off, `${JSON.stringify(setting)}: ${real} against ${said}`).toBeLessThan(0.01);
      }
    });

    // A kernel commits new time stamps too, at most once every few milliseconds; the model keeps none.
    // On ext4 sealing a file is a commit more: it forces the journal in between by itself.
    test('log-forces, but for time stamps', () => {
      for (const { setting, guest, model } of settings) {
        const [real = Number.NaN, said = Number.NaN] = [
          guest.get('log-forces'),
          model.get('log-forces'),
        ];
        const sealing = setting['approach'] === 'immutable-file' && setting['fs'] === 'ext4';
        const excess = real - said;
        const what = `${JSON.stringify(setting)}: ${real} against ${said}`;
        expect(excess, what).toBeGreaterThan(-0.02 * said - 1e-9);
        expect(excess, what).toBeLessThanOrEqual(sealing && name === 'small-files' ? 1 : 0.4);
      }
    });
  },
);

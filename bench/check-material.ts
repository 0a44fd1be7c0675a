import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Device } from '../data/schema/device.ts';
import type { Finding } from '../data/schema/finding.ts';
import { readYaml } from '../data/schema/yaml.ts';
import { readSequences } from './crash/sequence.ts';
import { attempt, attemptEach } from './evidence/check/finding-of.ts';
import { predictions } from './model/latency/predictions.ts';
import { runLitmus } from './model/litmus/run.ts';

/**
 * What the laboratory's models work on is in order: every file of `data/litmus` parses and has the
 * states that it expects, every file of `data/devices` and `data/sequences.yaml` follow their schemas, and every
 * number kept back for prediction has a prediction.
 */
export function checkMaterial(root: string): Finding[] {
  const sequences = attempt(root, join(root, 'data/sequences.yaml'), () => readSequences(root));
  return [
    ...checkLitmus(root),
    ...checkDevices(root),
    ...('finding' in sequences ? [sequences.finding] : []),
  ];
}

function checkLitmus(root: string): Finding[] {
  return names(root, 'data/litmus', '.litmus').flatMap((file) => {
    const outcome = runLitmus(readFileSync(join(root, file), 'utf8'));
    if (outcome.kind === 'malformed') {
      return [{ file, line: outcome.line, what: outcome.message, next: 'mend the file' }];
    }
    if (outcome.kind === 'too-large') {
      return [{ file, what: 'too large to explore', next: 'shorten the program' }];
    }
    const { expected } = outcome;
    if (expected === true) return [];
    const what = expected === null ? 'expects nothing' : 'does not have the states expected';
    return [{ file, what, next: `see ./warrant litmus ${file}` }];
  });
}

function checkDevices(root: string): Finding[] {
  const files = names(root, 'data/devices', '.yaml').map((name) => join(root, name));
  const read = attemptEach(root, files, (file) => readYaml(file, Device));
  const devices = read.values.map(({ value }) => value);
  if (!devices.some(({ id }) => id === 'dram')) return read.findings;
  const silent = predictions(devices).predictions.filter(({ predicted }) => predicted === null);
  return [
    ...read.findings,
    ...silent.map(({ device, label }) => ({
      file: `data/devices/${device}.yaml`,
      what: `${label} is marked predicted, and the model has no rule for it`,
      next: 'mark it context, or give the model a rule',
    })),
  ];
}

/** Paths from the root of the folder's files with that ending; none where there is no such folder. */
function names(root: string, folder: string, ending: string): string[] {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

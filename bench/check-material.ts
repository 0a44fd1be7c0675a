import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Device } from '../data/schema/device.ts';
import { Fault, messageOf } from '../data/schema/fault.ts';
import type { Finding } from '../data/schema/finding.ts';
import { readYaml } from '../data/schema/yaml.ts';
import { predictions } from './model/latency/predictions.ts';
import { runLitmus } from './model/litmus/run.ts';

/**
 * What the laboratory's models work on is in order: every file of `data/litmus` parses and has the
 * states that it expects, every file of `data/devices` follows the schema, and every number kept back
 * for prediction has a prediction.
 */
export function checkMaterial(root: string): Finding[] {
  return [...checkLitmus(root), ...checkDevices(root)];
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
  const findings: Finding[] = [];
  const devices = names(root, 'data/devices', '.yaml').flatMap((file) => {
    try {
      return [readYaml(join(root, file), Device)];
    } catch (caught) {
      if (!(caught instanceof Fault)) throw caught;
      findings.push({ file, what: messageOf(caught), next: caught.next });
      return [];
    }
  });
  if (!devices.some(({ id }) => id === 'dram')) return findings;
  const silent = predictions(devices).predictions.filter(({ predicted }) => predicted === null);
  return [
    ...findings,
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

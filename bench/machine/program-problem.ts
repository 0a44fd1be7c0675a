import type { Experiment } from '../../data/schema/experiment.ts';
import type { DeviceEntry } from '../../data/schema/machine.ts';
import type { Conditions, Scope } from '../../data/schema/scope.ts';
import { settings as settingsOf } from '../model/settings.ts';
import { kernelProblem } from './kernel-problem.ts';
import type { Machines } from './machines.ts';
import { mkfsProblem, mountProblem } from './options-problem.ts';
import { type Problem, quoted } from './problem.ts';

/** Axes that set up the machine; every other one reaches the program as `WARRANT_<AXIS>`. */
export const machineAxes: readonly string[] = [
  ...['kernel', 'device', 'fs', 'mkfs', 'mount', 'layer', 'memory', 'cpus'],
];

export const isMachineAxis = (axis: string): boolean => machineAxes.includes(axis);

/** `some-axis` and `someAxis` reach the program as `WARRANT_SOME_AXIS` and `WARRANT_SOMEAXIS`. */
export const environmentName = (axis: string): string =>
  `WARRANT_${axis.replaceAll('-', '_').toUpperCase()}`;

const mostProcessors = 8;

/** Why a program of a reader's own cannot run; null where it can. */
export function programProblem(
  experiment: Experiment,
  scope: Scope,
  machines: Machines,
): Problem | null {
  if (scope === 'model') {
    return {
      path: ['substrates'],
      what: 'the model runs no programs',
      next: 'name guest or host',
    };
  }
  return (
    fileProblem(experiment, machines) ??
    toolProblem(experiment, scope, machines) ??
    clashProblem(experiment) ??
    slipProblem(experiment, machines) ??
    (scope === 'guest' ? guestProblem(experiment, machines) : hostProblem(experiment))
  );
}

/** The program and the oracle are files that are there. */
function fileProblem({ program, crash }: Experiment, { programs }: Machines): Problem | null {
  const missing = [program, crash?.oracle].find((name) => name && !programs.has(name));
  return missing === undefined
    ? null
    : {
        path: missing === program ? ['program'] : ['crash', 'oracle'],
        what: `no file data/programs/${missing}; there are ${[...programs.keys()].join(', ') || 'none'}`,
        next: 'put it there, or name one that is',
      };
}

/** Foreign programs are those of the catalogue; the host would have its own versions, which no manifest names. */
function toolProblem({ tools = [] }: Experiment, scope: Scope, machines: Machines): Problem | null {
  const unknown = tools.find((name) => !machines.tools.has(name));
  if (unknown !== undefined) {
    return {
      path: ['tools'],
      what: `no such program ${quoted(unknown)}; expected ${[...machines.tools.keys()].join(', ')}`,
      next: 'name one of them, or add an entry to data/machines/tools.yaml',
    };
  }
  return tools.length === 0 || scope === 'guest'
    ? null
    : {
        path: ['tools'],
        what: `${tools.join(', ')}: foreign programs come with the guest, so that their versions are known`,
        next: 'use --substrate guest',
      };
}

/** Two axes that the program could not tell apart. */
function clashProblem({ parameters }: Experiment): Problem | null {
  const seen = new Map<string, string>();
  for (const axis of Object.keys(parameters)) {
    const other = seen.get(environmentName(axis));
    if (other !== undefined) {
      return {
        path: ['parameters', axis],
        what: `reaches the program as ${environmentName(axis)}, and so does ${other}`,
        next: 'name one of them otherwise',
      };
    }
    seen.set(environmentName(axis), axis);
  }
  return null;
}

/**
 * Axes that neither set up the machine nor stand in the program's source, where it asks for an axis by name: their
 * values label what they may not change. A program may still read them all from its environment.
 */
export function unheardAxes(
  { program = '', crash, parameters }: Experiment,
  { programs }: Machines,
): readonly string[] {
  const sources = [program, crash?.oracle ?? ''].map((name) => programs.get(name) ?? '').join('\n');
  return Object.keys(parameters).filter(
    (axis) =>
      !isMachineAxis(axis) &&
      !sources.includes(`"${axis}"`) &&
      !sources.includes(environmentName(axis)),
  );
}

/** Of these, one that is a slip of the pen from an axis of the machine, which would then have its default. */
function slipProblem(experiment: Experiment, machines: Machines): Problem | null {
  for (const axis of unheardAxes(experiment, machines)) {
    const meant = machineAxes.find((one) => isSlip(axis, one));
    if (meant !== undefined) {
      return {
        path: ['parameters', axis],
        what: `no axis of the machine, and ${experiment.program} does not ask for it; expected ${machineAxes.join(', ')}`,
        next: `name it ${meant}, or ask for it in the program`,
      };
    }
  }
  return null;
}

/** Whether one letter was left out, put in or changed, or two beside each other exchanged. */
function isSlip(found: string, meant: string): boolean {
  let from = 0;
  while (from < meant.length && found[from] === meant[from]) from += 1;
  const [rest, other] = [found.slice(from), meant.slice(from)];
  return [
    [rest.slice(1), other],
    [rest, other.slice(1)],
    [rest.slice(1), other.slice(1)],
    [`${rest[1]}${rest[0]}${rest.slice(2)}`, other],
  ].some(([one, two]) => one === two);
}

function guestProblem(experiment: Experiment, machines: Machines): Problem | null {
  const { parameters, quick } = experiment;
  for (const [where, axes] of Object.entries({ parameters, quick })) {
    for (const [axis, values] of Object.entries(axes)) {
      for (const value of values) {
        const what = valueProblem(axis, value, machines);
        if (what) return { path: [where, axis], what, next: 'mend the value' };
      }
    }
  }
  if (parameters['fs'] === undefined) {
    return {
      path: ['parameters'],
      what: 'no axis fs: the program runs in a mounted file system',
      next: `add fs with one of ${[...machines.fileSystems.keys()].join(', ')}`,
    };
  }
  for (const setting of settingsOf(experiment)) {
    const problem = settingProblem(setting, machines);
    if (problem) return problem;
  }
  return null;
}

/** What is wrong with a value whatever stands beside it. */
function valueProblem(axis: string, value: Conditions[string], machines: Machines): string | null {
  const among = (names: ReadonlyMap<string, unknown>) =>
    names.has(String(value))
      ? null
      : `no such ${axis} ${quoted(value)}; expected ${[...names.keys()].join(', ')}`;
  if (axis === 'kernel') return kernelProblem(value, machines);
  if (axis === 'device') return among(machines.devices);
  if (axis === 'fs') return among(machines.fileSystems);
  if (axis === 'layer') return among(machines.layers);
  if (axis === 'memory') return among(machines.memories);
  if (axis !== 'cpus') return null;
  const fits =
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostProcessors;
  return fits ? null : `${quoted(value)}; expected a whole number from 1 to ${mostProcessors}`;
}

/** What does not go together. */
function settingProblem(setting: Conditions, machines: Machines): Problem | null {
  const fs = machines.fileSystems.get(String(setting['fs']));
  const layer = machines.layers.get(String(setting['layer'] ?? 'none'));
  const device = String(setting['device'] ?? 'pmem');
  const entry = machines.devices.get(device);
  const problems: readonly (readonly [string, string | null | undefined])[] = [
    [
      'layer',
      layer?.refuses[device] && `no layer ${layer.name} over ${device}: ${layer.refuses[device]}`,
    ],
    ['layer', fs?.make.length === 0 && layer?.off ? noDevice(fs.name) : null],
    ['device', entry?.character && fs && fs.make.length > 0 ? noBlocks(entry.name, fs.name) : null],
    ['mkfs', fs && mkfsProblem(setting['mkfs'], fs)],
    ['mount', fs && mountProblem(setting['mount'], fs)],
    ['mount', entry && daxProblem(setting['mount'], entry)],
  ];
  const [axis, what] = problems.find(([, problem]) => problem) ?? [];
  if (!axis || !what) return null;
  return {
    path: ['parameters', axis],
    what: `${what} (in the setting ${quoted(setting)})`,
    next: 'mend the value, or except the setting',
  };
}

const noDevice = (fs: string) => `${fs} lies on no device, so that there is no layer under it`;

const noBlocks = (device: string, fs: string) =>
  `${device} is a character device, on which no ${fs} lies; a program on tmpfs finds it as LAB_NODE`;

/** The kernel refuses the mount with "device does not support DAX". */
const daxProblem = (mount: Conditions[string] | undefined, { name, dax }: DeviceEntry) =>
  !dax && /(?:^|,)dax=always(?:,|$)/.test(String(mount))
    ? `no dax=always on ${name}, which the kernel does not map directly`
    : null;

/** The host runs in a folder that is there: nothing of a machine can be set up. */
function hostProblem({ parameters }: Experiment): Problem | null {
  const needsRoot = machineAxes.find(
    (axis) =>
      axis !== 'fs' &&
      parameters[axis]?.some(
        (value) => !['none', 'default', 'defaults', 'plenty'].includes(String(value)),
      ),
  );
  return needsRoot === undefined
    ? null
    : {
        path: ['parameters', needsRoot],
        what: 'the host sets up no machine: that would need root or a device',
        next: 'leave the axis out, or use --substrate guest',
      };
}

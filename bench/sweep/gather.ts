import { Fault } from '../../data/schema/fault.ts';
import { runId } from '../../data/schema/hash.ts';
import { type Manifest, Run } from '../../data/schema/run.ts';
import type { Finished } from '../evidence/runs/run-model.ts';
import { lostOf } from '../substrate/lost.ts';
import type { Part } from './part.ts';
import type { Plan } from './plan.ts';

/**
 * The parts of a plan as the run that one machine makes, manifest apart: measurements and
 * explorations in the order of the plan, whoever made them and whenever they came.
 * @param dead parts that no machine could do, with the reason: their settings are lost.
 * @throws Fault `checkFailed` if a part is missing, two were made with different tools, or none has a result.
 */
export function gather(
  plan: Plan,
  parts: readonly Part[],
  dead: ReadonlyMap<number, string> = new Map(),
): Finished {
  const byIndex = new Map(parts.map((part) => [part.index, part]));
  const missing = plan.parts.keys().filter((index) => !byIndex.has(index) && !dead.has(index));
  const lacking = [...missing];
  if (lacking.length > 0) {
    throw new Fault(
      'checkFailed',
      `${plan.experiment.id}: ${lacking.length} of ${plan.parts.length} parts are missing (${listed(lacking)})`,
      'do those parts, then merge again',
    );
  }
  const ordered = [...plan.parts.keys()].flatMap((index) => byIndex.get(index) ?? []);
  const lost = [...plan.parts.entries()].flatMap(([index, settings]) => {
    const why = dead.get(index);
    return why === undefined
      ? (byIndex.get(index)?.run.lost ?? [])
      : settings.map((conditions) => ({ conditions, why }));
  });
  const measurements = ordered.flatMap(({ run }) => run.measurements);
  const explorations = ordered.flatMap(({ run }) => run.explorations);
  const losing = lostOf(lost, { measurements, explorations });
  const content = {
    schemaVersion: 1 as const,
    experiment: plan.experiment.id,
    substrate: plan.substrate,
    manifest: gatheredManifest(plan, ordered),
    measurements,
    explorations,
    ...losing,
  };
  return {
    run: Run.parse({ ...content, id: runId(content) }),
    traces: ordered.flatMap(({ traces }) => traces),
  };
}

const listed = (numbers: readonly number[]) =>
  numbers.length > 8 ? `${numbers.slice(0, 8).join(', ')}, …` : numbers.join(', ');

function gatheredManifest(plan: Plan, parts: readonly Part[]): Manifest {
  const manifests = parts.map(({ run }) => run.manifest);
  const starts = manifests.map(({ startedAt }) => Date.parse(startedAt));
  const ends = manifests.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs);
  const start = Math.min(...starts);
  return {
    startedAt: new Date(start).toISOString(),
    durationMs: Math.max(...ends) - start,
    command: plan.command,
    revision: plan.requires.revision,
    dirty: manifests.some(({ dirty }) => dirty),
    seed: plan.experiment.seed,
    machine: { ...everyMachine(manifests), parts: parts.length },
    tools: agreedTools(plan, parts),
  };
}

/** Each member of the machines with its different values, in the order of the parts. */
function everyMachine(manifests: readonly Manifest[]): Record<string, string | number> {
  const names = new Set(manifests.flatMap(({ machine }) => Object.keys(machine)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = [...new Set(manifests.flatMap(({ machine }) => machine[name] ?? []))];
      const [only] = values;
      return [name, values.length === 1 && only !== undefined ? only : values.join(', ')];
    }),
  );
}

function agreedTools(plan: Plan, parts: readonly Part[]): Record<string, string> {
  const tools: Record<string, string> = {};
  const from: Record<string, number> = {};
  for (const { index, run } of parts) {
    for (const [name, version] of Object.entries(run.manifest.tools)) {
      const known = tools[name];
      if (known !== undefined && known !== version) {
        throw new Fault(
          'checkFailed',
          `${plan.experiment.id}: part ${from[name]} was made with ${name} ${known}, part ${index} with ${version}`,
          'bring the machines to the same versions, then do one of the two parts again',
        );
      }
      tools[name] = version;
      from[name] ??= index;
    }
  }
  return tools;
}

import type { AxisEntry } from '../../data/schema/machine.ts';
import type { Conditions, Scope } from '../../data/schema/scope.ts';
import { kernelProblem } from './kernel-problem.ts';
import type { Machines } from './machines.ts';
import { quoted } from './problem.ts';

type Value = Conditions[string];

/** What the value of an axis should have been, in words; null where it is one of them. */
export function axisProblem(
  value: Value,
  allowed: AxisEntry,
  machines: Machines,
  scope: Scope,
): string | null {
  if ('from' in allowed) return rangeProblem(value, allowed);
  if ('of' in allowed && allowed.of === 'kernels') return kernelProblem(value, machines);
  const names: readonly Value[] =
    'values' in allowed ? allowed.values : namesOf(allowed.of, machines, scope);
  return names.includes(value)
    ? null
    : `no such value ${quoted(value)}; expected ${names.join(', ')}`;
}

function rangeProblem(
  value: Value,
  { from, to, multipleOf }: Extract<AxisEntry, { from: number }>,
): string | null {
  const fits =
    typeof value === 'number' && value >= from && value <= to && value % multipleOf === 0;
  const step = multipleOf === 1 ? 'a whole number' : `a multiple of ${multipleOf}`;
  return fits ? null : `${quoted(value)}; expected ${step} from ${from} to ${to}`;
}

function namesOf(
  of: 'kernels' | 'places' | 'devices',
  machines: Machines,
  scope: Scope,
): readonly string[] {
  if (of === 'places') return scope === 'host' ? machines.hostPlaces : [...machines.places.keys()];
  return of === 'devices' ? machines.profiles : [...machines.kernels.keys()];
}

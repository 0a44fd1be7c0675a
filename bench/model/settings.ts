import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';

/**
 * The settings of an experiment: the product of its axes in the order in which the file lists them
 * (the last axis varies fastest), less every setting that matches all members of an `except` entry.
 * `quick` replaces the axes that the experiment narrows for quick runs.
 */
export function settings(
  experiment: Experiment,
  options: { readonly quick?: boolean } = {},
): Conditions[] {
  const axes = options.quick
    ? { ...experiment.parameters, ...experiment.quick }
    : experiment.parameters;
  return Object.entries(axes)
    .reduce<Conditions[]>(
      (partial, [axis, values]) =>
        partial.flatMap((setting) => values.map((value) => ({ ...setting, [axis]: value }))),
      [{}],
    )
    .filter((setting) => !experiment.except.some((exception) => matches(setting, exception)));
}

/**
 * Whether the setting has every value that the pattern names.
 * @example
 * matches({ fs: 'xfs', batch: 8 }, { fs: 'xfs' }) // => true
 */
export function matches(setting: Conditions, pattern: Conditions): boolean {
  return Object.entries(pattern).every(([axis, value]) => setting[axis] === value);
}

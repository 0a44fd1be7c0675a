import { Fault } from '../../data/schema/fault.ts';
import type { Lost, Run } from '../../data/schema/run.ts';

type Results = Pick<Run, 'measurements' | 'explorations'>;

/**
 * The member `lost` of a run: none where nothing is.
 * @param first why the first boot was lost as a whole, if one was.
 * @param part whether these are some settings of a sweep, whose others may have results.
 * @throws Fault `checkFailed`, or the one given, where nothing else is left: that is no run.
 */
export function lostOf(
  lost: readonly Lost[],
  { measurements, explorations }: Results,
  first?: Fault,
  part = false,
): Pick<Run, 'lost'> {
  const [one] = lost;
  if (!one) return {};
  if (measurements.length + explorations.length === 0 && (first || !part)) {
    throw first ?? new Fault('checkFailed', lostWords(one), mend);
  }
  return { lost: [...lost] };
}

export const lostWords = ({ conditions, why }: Lost): string =>
  `no result for ${JSON.stringify(conditions)}: ${why}`;

/** The next step where a setting was lost. */
export const mend =
  'except the setting, or mend the program; WARRANT_GUEST_TRANSCRIPT=FILE keeps what was printed';

import { scaleLinear, scaleLog } from 'd3-scale';
import { powerLabel } from './format.ts';

/** A continuous axis: where a value lies, and the ticks to label. */
export interface Axis {
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Linear from zero, or logarithmic over whole powers, onto `range`. */
export function axis(values: readonly number[], log: boolean, range: [number, number]): Axis {
  const high = Math.max(...values);
  const low = Math.min(...values);
  if (log) {
    const from = 10 ** Math.floor(Math.log10(low));
    const to = Math.max(10 ** Math.ceil(Math.log10(high)), from * 10);
    const scale = scaleLog().domain([from, to]).range(range);
    const powers = Array.from(
      { length: Math.round(Math.log10(to / from)) + 1 },
      (_, index) => Math.round(Math.log10(from)) + index,
    );
    return {
      at: (value) => scale(Math.max(value, from)),
      ticks: powers.map((power) => ({ at: scale(10 ** power), label: powerLabel(power) })),
    };
  }
  const scale = scaleLinear()
    .domain([Math.min(0, low), high === low && high === 0 ? 1 : high])
    .range(range)
    .nice(5);
  return {
    at: (value) => scale(value),
    ticks: scale.ticks(5).map((tick) => ({ at: scale(tick), label: tick.toLocaleString('en-US') })),
  };
}

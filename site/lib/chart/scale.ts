import { scaleLinear, scaleLog } from 'd3-scale';
import { powerLabel } from '../format.ts';
import type { Scale } from './chart.ts';

/** Linear from zero, or logarithmic: over whole powers, or, for few distinct values, with a tick at each. */
export function scaleOver(name: string, values: readonly number[], log: boolean): Scale {
  const high = Math.max(...values);
  const low = Math.min(...values);
  if (log) {
    const from = 10 ** Math.floor(Math.log10(low));
    const to = Math.max(10 ** Math.ceil(Math.log10(high)), from * 10);
    const powers = Array.from(
      { length: Math.round(Math.log10(to / from)) + 1 },
      (_, index) => Math.round(Math.log10(from)) + index,
    );
    return {
      name,
      log,
      from,
      to,
      ticks: powers.map((power) => ({ value: 10 ** power, label: powerLabel(power) })),
    };
  }
  const scale = scaleLinear()
    .domain([Math.min(0, low), high === low && high === 0 ? 1 : Math.max(0, high)])
    .nice(5);
  const [from = 0, to = 1] = scale.domain();
  return {
    name,
    log,
    from,
    to,
    ticks: scale.ticks(5).map((value) => ({ value, label: value.toLocaleString('en-US') })),
  };
}

/** Where values lie on a range of pixels. */
export function placed({ log, from, to }: Scale, range: readonly [number, number]) {
  const scale = (log ? scaleLog() : scaleLinear()).domain([from, to]).range([...range]);
  return (value: number): number => scale(log ? Math.max(value, from) : value);
}

import { join } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { Device } from '../../data/schema/device.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { readFolder } from '../evidence/catalogue.ts';
import { aggregate } from '../evidence/statistics/aggregate.ts';
import { type LatencyReport, type Prediction, predictions } from '../model/latency/predictions.ts';

export const command: Command = {
  usage: '[--json]',
  summary: 'device profiles: what the latency model was fitted on, what it predicts, how far off',
  options: { json: { type: 'boolean' } },
  async run({ values, io }) {
    const devices = readFolder(join(io.root, 'data/devices'), Device);
    const report = predictions(devices);
    io.out(values['json'] === true ? asJson(devices, report) : asText(report));
    return exitCode.done;
  },
};

function asJson(devices: readonly Device[], report: LatencyReport): string {
  return jsonDocument({
    schemaVersion: 1,
    devices: devices.map(({ id, name, note }, index) => ({
      id,
      name,
      note,
      parameters: report.profiles[index],
    })),
    fitted: report.fitted,
    predictions: report.predictions,
    weaknesses: report.weaknesses,
  });
}

function asText({ fitted, predictions: all, weaknesses }: LatencyReport): string {
  const measured = all.flatMap(({ error }) => (error === null ? [] : [Math.abs(error)]));
  const median = measured.length > 0 ? aggregate(measured, 'median') : 0;
  return [
    `fitted on ${fitted.length} published numbers:`,
    ...fitted.map(
      ({ device, name, conditions, value, unit, source }) =>
        `  ${device} ${name} ${Object.values(conditions).join(' ')}: ${value} ${unit} (${source})`,
    ),
    `${all.length} predictions of numbers that were not fitted, median error ${percent(median)}:`,
    ...all.map(row),
    `${weaknesses.length} known weaknesses (off by more than 25 %, or no prediction):`,
    ...weaknesses.map((one) => `${row(one)}; ${one.rule}`),
    '',
  ].join('\n');
}

function row({ device, label, unit, published, predicted, error }: Prediction): string {
  const value = predicted === null ? 'none' : `${Number(predicted.toPrecision(4))} ${unit}`;
  const off = error === null ? '' : ` (${error > 0 ? '+' : ''}${percent(error)})`;
  return `  ${device} ${label}: published ${published} ${unit}, predicted ${value}${off}`;
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

import type { Device, PublishedNumber } from '../../../data/schema/device.ts';
import { predictors } from './predictors.ts';
import { fitProfile, type Profile } from './profile.ts';
import { labelOf } from './published.ts';

/** Relative error beyond which a prediction is listed as a known weakness. */
export const weaknessThreshold = 0.25;

/** A published number that was kept back from fitting, next to what the model says. */
export interface Prediction {
  readonly device: string;
  readonly name: string;
  readonly conditions: PublishedNumber['conditions'];
  readonly label: string;
  readonly unit: string;
  readonly published: number;
  /** Null where the model has no rule for it. */
  readonly predicted: number | null;
  /** `predicted / published - 1`; null where nothing is predicted. */
  readonly error: number | null;
  /** Off by more than the threshold, or not predicted although kept back for it. */
  readonly weakness: boolean;
  /** Why the model says so. */
  readonly rule: string;
  readonly source: string;
}

/** Everything the latency model has to say about the device profiles; pure. */
export interface LatencyReport {
  readonly profiles: readonly Profile[];
  readonly fitted: readonly (PublishedNumber & { readonly device: string })[];
  readonly predictions: readonly Prediction[];
  readonly weaknesses: readonly Prediction[];
}

/**
 * Fits every device and predicts every number that its file marks `predicted`.
 * @param devices all files of `data/devices`; `dram` must be among them.
 */
export function predictions(devices: readonly Device[]): LatencyReport {
  const dram = deviceNamed(devices, 'dram');
  const profiles = devices.map((device) => fitProfile(device, dram));
  const dramProfile = fitProfile(dram, dram);
  const faults = profiles.find((profile) => profile.faults) ?? dramProfile;
  const all = devices.flatMap((device, index) =>
    device.numbers
      .filter(({ use }) => use === 'predicted')
      .map((number) => {
        const profile = profiles[index] ?? dramProfile;
        const basis = { device, profile, dram: dramProfile, faults };
        const result = predictors[number.name]?.(basis, number.conditions) ?? null;
        return compared(device.id, number, result);
      }),
  );
  return {
    profiles,
    fitted: devices.flatMap(({ id: device, numbers }) =>
      numbers.filter(({ use }) => use === 'fitted').map((number) => ({ device, ...number })),
    ),
    predictions: all,
    weaknesses: all.filter(({ weakness }) => weakness),
  };
}

function compared(
  device: string,
  number: PublishedNumber,
  result: { readonly value: number; readonly rule: string } | null,
): Prediction {
  const error = result === null ? null : result.value / number.value - 1;
  return {
    device,
    name: number.name,
    conditions: number.conditions,
    label: labelOf(number),
    unit: number.unit,
    published: number.value,
    predicted: result?.value ?? null,
    error,
    weakness: error === null || Math.abs(error) > weaknessThreshold,
    rule: result?.rule ?? 'the fitted parameters give no value for it',
    source: number.source,
  };
}

function deviceNamed(devices: readonly Device[], id: string): Device {
  const found = devices.find((device) => device.id === id);
  if (!found) throw new Error(`the latency model needs the device profile ${id}`);
  return found;
}

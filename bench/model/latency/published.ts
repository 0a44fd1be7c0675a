import type { Device, PublishedNumber } from '../../../data/schema/device.ts';

type Conditions = PublishedNumber['conditions'];

/** The device's numbers of that name whose conditions contain all of the given ones. */
export function numbersOf(
  device: Device,
  name: string,
  conditions: Conditions = {},
): readonly PublishedNumber[] {
  return device.numbers.filter(
    (number) =>
      number.name === name &&
      Object.entries(conditions).every(([key, value]) => number.conditions[key] === value),
  );
}

/** The value of the one fitted number under these conditions; null where the device has none. */
export function fittedValue(
  device: Device,
  name: string,
  conditions: Conditions = {},
): number | null {
  const found = numbersOf(device, name, conditions).filter(({ use }) => use === 'fitted');
  if (found.length > 1) {
    throw new Error(`${device.id} fits ${name} ${JSON.stringify(conditions)} twice`);
  }
  return found[0]?.value ?? null;
}

/** `name key=value key=value`, as a table shows it. */
export function labelOf({
  name,
  conditions,
}: Pick<PublishedNumber, 'name' | 'conditions'>): string {
  return [name, ...Object.entries(conditions).map(([key, value]) => `${key}=${value}`)].join(' ');
}

import { join } from 'node:path';
import { Device } from '../../data/schema/device.ts';
import { Fault } from '../../data/schema/fault.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** A published latency: so many bytes became durable in so many ns. */
export interface Point {
  readonly bytes: number;
  readonly ns: number;
}

/** Published latency by size, ascending, of each way to persist. */
export interface Emulation {
  readonly flush: readonly Point[];
  readonly nt: readonly Point[];
}

/** `BYTES:NS,…`, the form in which `bench/program` takes a table. */
export const tableText = (points: readonly Point[]) =>
  points.map(({ bytes, ns }) => `${bytes}:${ns}`).join(',');

/** As `latency` of bench/program/emulate.c: linear between points, the last slope beyond them. */
export function interpolated(points: readonly Point[], bytes: number): number {
  const [first] = points;
  if (!first || bytes <= first.bytes) return first?.ns ?? 0;
  const next = points.findIndex((point, index) => index > 0 && point.bytes >= bytes);
  const index = next < 0 ? points.length - 1 : next;
  const [from, to] = [points[index - 1] ?? first, points[index] ?? first];
  if (to.bytes === from.bytes) return from.ns;
  return from.ns + ((to.ns - from.ns) / (to.bytes - from.bytes)) * (bytes - from.bytes);
}

/**
 * Reads from `data/devices` how long stores of each size take to become durable on a device.
 * @throws Fault `usage` if there is no such device or nothing was published for it.
 */
export function emulationOf(root: string, device: string): Emulation {
  if (!/^[a-z0-9-]+$/.test(device)) throw unknown(device);
  const { numbers } = readDevice(root, device);
  const table = (instruction: string) =>
    numbers
      .filter(({ name, unit }) => name === 'persist-latency' && unit === 'ns')
      .filter(({ conditions }) => conditions['instruction'] === instruction)
      .map(({ value, conditions }) => ({ bytes: Number(conditions['bytes']), ns: value }))
      .filter(({ bytes }) => bytes > 0)
      .sort((a, b) => a.bytes - b.bytes);
  const [flush, nt] = [table('clwb'), table('ntstore')];
  if (flush.length === 0 || nt.length === 0) {
    throw new Fault(
      'usage',
      `data/devices/${device}.yaml has no persist-latency by size for both clwb and ntstore`,
      'use --emulate optane-100',
    );
  }
  return { flush, nt };
}

function readDevice(root: string, device: string): Device {
  try {
    return readYaml(join(root, 'data/devices', `${device}.yaml`), Device);
  } catch (caught) {
    if (caught instanceof Fault && /ENOENT/.test(caught.message)) throw unknown(device);
    throw caught;
  }
}

const unknown = (device: string) =>
  new Fault(
    'usage',
    `no device ${JSON.stringify(device)}`,
    'use the name of a file in data/devices, such as optane-100',
  );

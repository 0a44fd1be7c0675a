import { LitmusFault } from '../program/fault.ts';
import type { Section } from './sections.ts';

/** What a herd file says about the start. */
export interface InitialState {
  /** In the order of their first mention. */
  readonly locations: ReadonlyMap<string, { readonly value: number; readonly size: number | null }>;
  readonly registers: readonly {
    readonly thread: number;
    readonly register: string;
    /** An integer, or the name of the location whose address the register holds. */
    readonly value: number | string;
    readonly line: number;
  }[];
}

const sizes: Readonly<Record<string, number>> = {
  char: 1,
  int8_t: 1,
  uint8_t: 1,
  int16_t: 2,
  uint16_t: 2,
  int: 4,
  int32_t: 4,
  uint32_t: 4,
  long: 8,
  int64_t: 8,
  uint64_t: 8,
  intptr_t: 8,
  uintptr_t: 8,
};

/** @throws LitmusFault for anything but integers, typed locations and addresses in registers. */
export function initialStateOf({ text, line }: Section): InitialState {
  const locations = new Map<string, { value: number; size: number | null }>();
  const registers: InitialState['registers'][number][] = [];
  let number = line;
  for (const item of text.split(';')) {
    const at = number + (/^\s*/.exec(item)?.[0].match(/\n/g)?.length ?? 0);
    number += item.match(/\n/g)?.length ?? 0;
    const entry = item.trim();
    if (entry === '') continue;
    const pattern =
      /^(?:([a-z0-9_]+)\s+)?(?:(\d+):\s*%?([A-Za-z0-9_]+)|\[?([A-Za-z_][A-Za-z0-9_]*)\]?)(?:\s*=\s*(?:&?([A-Za-z_][A-Za-z0-9_]*)|(-?(?:0x[0-9a-fA-F]{1,13}|\d{1,16}))))?$/;
    const [whole, type, thread, register, location, address, digits] = pattern.exec(entry) ?? [];
    const size = type === undefined ? null : sizes[type];
    const value = Number(digits ?? 0);
    if (whole === undefined || size === undefined || !Number.isSafeInteger(value)) {
      throw new LitmusFault(at, 'expected x=1, int64_t x=1, 0:rax=1 or 0:rdi=x', entry);
    }
    if (register !== undefined) {
      registers.push({ thread: Number(thread), register, value: address ?? value, line: at });
      if (address !== undefined && !locations.has(address)) {
        locations.set(address, { value: 0, size: null });
      }
    } else if (location !== undefined) {
      if (address !== undefined) {
        throw new LitmusFault(at, 'expected an integer in memory, not an address', entry);
      }
      locations.set(location, { value: value === 0 ? 0 : value, size });
    }
  }
  return { locations, registers };
}

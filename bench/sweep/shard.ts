import { Fault } from '../../data/schema/fault.ts';
import type { Plan } from './plan.ts';

/** One of `of` machines that share a plan; counted from 1, as people write it (`2/4`). */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

export const mostShards = 256;

/** @throws Fault `usage` for anything that is not I/N with 1 ≤ I ≤ N ≤ 256. */
export function parseShard(text: string): Shard {
  const [, number, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const shard = { number: Number(number), of: Number(of) };
  if (shard.number >= 1 && shard.number <= shard.of && shard.of <= mostShards) return shard;
  throw new Fault(
    'usage',
    `--shard ${text}`,
    `give I/N with 1 ≤ I ≤ N ≤ ${mostShards}, such as 2/4`,
  );
}

/** The parts that fall to a shard, dealt like cards, so that long neighbours are spread. */
export function partsOfShard(plan: Plan, { number, of }: Shard): readonly number[] {
  return [...plan.parts.keys()].filter((index) => index % of === number - 1);
}

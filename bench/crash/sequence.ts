import { join } from 'node:path';
import { type Operation, Sequences } from '../../data/schema/sequences.ts';
import { readYaml } from '../../data/schema/yaml.ts';

type List = readonly (readonly Operation[])[];

/** @throws Fault `inputRefused` naming file and line of what is not well-formed. */
export const readSequences = (root: string) =>
  readYaml(join(root, 'data/sequences.yaml'), Sequences);

/** A store to a mapping of a file that is empty ends the program (SIGBUS, mmap(2)). */
const endsProgram = (first: Operation, second: Operation): boolean =>
  first.name === 'truncate A' && second.name === 'store to mapped A';

/** Sets of sequences, by the name that `crash sweep --sequences` takes. */
export function sequenceSets(root: string) {
  const { changes, renaming, syncs, sets } = readSequences(root);
  const alone: List = changes.map((one) => [one]);
  const own = Object.entries(sets).map(([name, list]): [string, List] => [
    name,
    list.map((all) => all.map((words) => ({ name: words, words }))),
  ]);
  const { replacements = [], ...others }: Readonly<Record<string, List>> = Object.fromEntries(own);
  /** All sequences of one or two operations, the second maybe a sync, after ACE (Mohan et al., OSDI 2018). */
  const pairs = changes.flatMap((first) =>
    [...changes, ...syncs]
      .filter((second) => second !== first && !endsProgram(first, second))
      .map((second) => [first, second]),
  );
  /** Of all sequences of three those that change names twice, each pair of these operations, and then sync. */
  const some = changes.filter(({ name }) => renaming.includes(name));
  const last = syncs.filter(({ name }) => name === 'fsync folder' || name === 'sync');
  const triples = some.flatMap((first) =>
    some
      .filter((second) => second !== first)
      .flatMap((second) => last.map((sync) => [first, second, sync])),
  );
  return {
    ...others,
    replacements,
    /** Each operation alone, and the ways to replace a file. */
    short: [...alone, ...replacements],
    pairs: [...alone, ...pairs],
    triples,
  };
}

import type { OptionValues } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import { addressesOf, loadPeople } from '../../data/schema/people.ts';
import type { MessageFilter } from '../../data/schema/store/reader.ts';
import { textIn } from './option.ts';

/** Options of every command that lists or finds messages. */
export const filterOptions = {
  from: { type: 'string' },
  after: { type: 'string' },
  before: { type: 'string' },
} as const;

/**
 * Reads `--from`, `--after` and `--before`; whom data/people.yaml knows is found under every address. Dates are days or instants, UTC where no zone is
 * given.
 */
export function filterOf(command: string, values: OptionValues, root: string): MessageFilter {
  const [from, after, before] = ['from', 'after', 'before'].map((name) => textIn(values, name));
  return {
    ...(from ? { from, addresses: addressesOf(loadPeople(root), from) } : {}),
    ...(after ? { after: instantOf(command, 'after', after) } : {}),
    ...(before ? { before: instantOf(command, 'before', before) } : {}),
  };
}

function instantOf(command: string, option: string, text: string): string {
  const shaped = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/.test(
    text,
  );
  const local = /T/.test(text) && !/(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const time = shaped ? Date.parse(local ? `${text}Z` : text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new Fault(
      'usage',
      `${command}: cannot read --${option} ${JSON.stringify(text)}`,
      'write a date such as 2016-09-12 or 2016-09-12T21:34:46Z',
    );
  }
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

import { stringify } from 'yaml';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, visible } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { loadPeople } from '../../data/schema/people.ts';
import { reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { proposePeople } from '../merge/propose-people.ts';

export const command: Command = {
  usage: '[--propose] [--json] [--store FILE]',
  summary: 'people with several addresses; --propose prints entries to review for data/people.yaml',
  options: { ...storeOption, propose: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ values, io }) {
    const reviewed = loadPeople(io.root);
    return reading(storePath(values, io), (reader) => {
      const senders = reader.senders();
      if (values['propose']) {
        const proposed = proposePeople(senders, reviewed);
        if (values['json']) io.out(jsonDocument({ schemaVersion: 1, proposed }));
        else for (const line of entries(proposed).split('\n')) io.out(`${visible(line)}\n`);
        return exitCode.done;
      }
      const people = reviewed.people.map(({ name, addresses, because }) => ({
        name,
        because,
        addresses: addresses.map((address) => ({
          address,
          messages: senders
            .filter((one) => one.address.toLowerCase() === address)
            .reduce((sum, { messages }) => sum + messages, 0),
        })),
      }));
      if (values['json']) io.out(jsonDocument({ schemaVersion: 1, people }));
      for (const { name, addresses } of values['json'] ? [] : people) {
        const list = addresses.map(({ address, messages }) => `${address} ${messages}`).join(', ');
        io.out(`${visible(`${name}: ${list}`)}\n`);
      }
      return exitCode.done;
    });
  },
};

/** Entries to paste below `people:` once somebody knows why they are one, or below `apart:`. */
function entries(proposed: ReturnType<typeof proposePeople>): string {
  if (proposed.length === 0) return '# nothing to review';
  return proposed
    .map(({ name, addresses }) => {
      const counts = addresses.map(({ messages }) => messages).join(' + ');
      const entry = { name, addresses: addresses.map(({ address }) => address), because: '' };
      // The schema refuses an entry until somebody says why they are one.
      return `# ${counts} messages\n${stringify([entry]).trimEnd()}`;
    })
    .join('\n');
}

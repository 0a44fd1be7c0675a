import { expect, test } from 'vitest';
import { addressesOf, loadPeople, People } from '../../data/schema/people.ts';
import { proposePeople, type Sender } from './propose-people.ts';

const none: People = { schemaVersion: 1, people: [], apart: [] };
const sender = (name: string, address: string, messages = 4): Sender => ({
  name,
  address,
  messages,
});
const nora = [sender('Nora Nord', 'nora@a.org'), sender('Nord, Nora', 'NORA@b.org', 9)];

test('one name with two addresses is a question, the busiest first', () => {
  expect(proposePeople([...nora, sender('Olaf Ost', 'olaf@a.org')], none)).toEqual([
    {
      name: 'Nord, Nora',
      addresses: [
        { address: 'nora@b.org', messages: 9 },
        { address: 'nora@a.org', messages: 4 },
      ],
    },
  ]);
});

test.each<[string, Sender[]]>([
  ['one word is no name', [sender('nora', 'nora@a.org'), sender('nora', 'nora@b.org')]],
  ['case is no difference', [sender('Nora Nord', 'n@a.org'), sender('Nora Nord', 'N@A.org')]],
  [
    'masked addresses tell nothing',
    [sender('Nora Nord', 'n@a.org'), sender('Nora Nord', 'n@xxxxx')],
  ],
  [
    'nor do those of machines',
    [sender('Nora Nord', 'n@a.org'), sender('Nora Nord', 'noreply@b.org')],
  ],
  ['few messages', [sender('Nora Nord', 'n@a.org', 1), sender('Nora Nord', 'n@b.org', 1)]],
])('%s', (_, senders) => {
  expect(proposePeople(senders, none)).toEqual([]);
});

test('what was reviewed is not asked again, as one or as several', () => {
  const addresses = ['nora@a.org', 'nora@b.org'];
  const one = { ...none, people: [{ name: 'Nora Nord', addresses, because: 'her signature' }] };
  const several = { ...none, apart: [{ name: 'Nora Nord', addresses }] };
  expect(proposePeople(nora, one)).toEqual([]);
  expect(proposePeople(nora, several)).toEqual([]);
  expect(proposePeople([...nora, sender('Nora Nord', 'nora@c.org')], one)).toHaveLength(1);
});

test('a part of the name, or an address, finds every address', () => {
  const people = loadPeople('.');
  expect(addressesOf(people, 'hellwig')).toEqual(['hch@infradead.org', 'hch@lst.de']);
  expect(addressesOf(people, 'hch@lst.de')).toEqual(['hch@infradead.org', 'hch@lst.de']);
  expect(addressesOf(people, 'nobody')).toEqual([]);
});

test('an address belongs to one person', () => {
  const entry = { name: 'Nora Nord', addresses: ['a@x.org', 'b@x.org'], because: 'why' };
  expect(People.safeParse({ ...none, people: [entry, entry] }).success).toBe(false);
});

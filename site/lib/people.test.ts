import { expect, test } from 'vitest';
import { addressesOfPerson, personName } from './people.ts';

test.each([
  ['Pia Pohl (Example)', 'pia@example.org', 'Pia Pohl'],
  ['(nobody)', '', '(nobody)'],
  ['', 'pia@example.org', 'pia@example.org'],
  ['hch', 'hch@lst.de', 'Christoph Hellwig'],
  ['Hellwig, Christoph', '', 'Christoph Hellwig'],
])('%s <%s> is %s', (name, address, person) => {
  expect(personName(name, address)).toBe(person);
});

test('addresses are those that were reviewed', () => {
  expect(addressesOfPerson('Christoph Hellwig')).toEqual(['hch@infradead.org', 'hch@lst.de']);
  expect(addressesOfPerson('Pia Pohl')).toEqual([]);
});

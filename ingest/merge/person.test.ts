import { expect, test } from 'vitest';
import { nameKey } from '../../data/schema/name-key.ts';
import { addressesAgree, personsAgree } from './person.ts';

test.each([
  ['Rudoff, Andy', 'Andy Rudoff'],
  ['"Darrick J. Wong"', 'Darrick Wong'],
  ["Oliver O'Halloran", 'Oliver O’Halloran'],
  ['Jérôme Glisse', 'Jerome Glisse'],
  ['Dave Chinner (work)', 'dave chinner'],
])('%s and %s are one name', (a, b) => {
  expect(nameKey(a)).toBe(nameKey(b));
});

test.each([
  ['hch@infradead.org', 'HCH@InfraDead.org', true],
  ['hch@infradead.org', 'hch@xxxxxxxxxxxxx', true],
  ['hch@infradead.org', 'hch@xxxxxxxxxxxx', false],
  ['hch@infradead.org', 'hch@lst.de', false],
  ['hch@infradead.org', '', false],
  ['', '', false],
])('addresses %s and %s agree: %s', (a, b, agree) => {
  expect(addressesAgree(a, b)).toBe(agree);
});

test('two people without a name are not one', () => {
  expect(personsAgree({ name: '', address: 'a@x' }, { name: '', address: 'b@x' })).toBe(false);
});

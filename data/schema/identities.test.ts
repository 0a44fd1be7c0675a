import { expect, test } from 'vitest';
import { Identities } from './identities.ts';

const nora = { name: 'Nora Nord', addresses: ['nora@a.org', 'nn@b.org'], because: 'her signature' };
const both = { name: 'Olaf Ost', addresses: ['olaf@a.org', 'olaf@b.org'] };
const who = new Identities({ schemaVersion: 1, people: [nora], apart: [both] });
const by = (name: string, address: string) => ({ name, address });

test.each([
  ['an address', by('', 'NN@b.org')],
  ['another name from it', by('N.', 'nora@a.org')],
  ['the name without an address', by('Nord, Nora', '')],
  ['the name and an address that nobody reviewed', by('Nora Nord', 'nora@c.org')],
])('%s is hers', (_, author) => {
  expect(who.nameOf(author)).toBe('Nora Nord');
});

test('whoever was not reviewed has the name of the mail', () => {
  expect(who.nameOf(by('Olaf Ost', 'olaf@a.org'))).toBe('Olaf Ost');
  expect(who.nameOf(by('', 'x@a.org'))).toBe('x@a.org');
  expect(who.personOf(by('', ''))).toBeUndefined();
});

test('one, two, or not said', () => {
  expect(who.same(by('N.', 'nora@a.org'), by('', 'nn@b.org'))).toBe(true);
  expect(who.same(by('Olaf Ost', 'olaf@a.org'), by('Olaf Ost', 'olaf@b.org'))).toBe(false);
  expect(who.same(by('Olaf Ost', 'olaf@a.org'), by('Olaf Ost', 'olaf@a.org'))).toBeUndefined();
  expect(who.same(by('Nora Nord', 'nora@a.org'), by('Pia', 'pia@a.org'))).toBeUndefined();
});

test('a name that two reviewed people bear tells neither', () => {
  const other = { ...nora, addresses: ['nora@d.org', 'nora@e.org'] };
  const two = new Identities({ schemaVersion: 1, people: [nora, other], apart: [] });
  expect(two.personOf(by('Nora Nord', ''))).toBeUndefined();
  expect(two.same(by('Nora Nord', 'nora@a.org'), by('Nora Nord', 'nora@e.org'))).toBe(false);
});

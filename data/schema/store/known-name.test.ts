import { expect, test } from 'vitest';
import { knownName } from './known-name.ts';

const sender = (name: string, address: string, messages = 1) => ({ name, address, messages });
const reader = {
  senders: () => [
    sender('', 'pia@example.org', 9),
    sender('Pohl, Pia', 'PIA@example.org'),
    sender('Pia Pohl', 'pia@example.org', 3),
    sender('Ada', 'robot@example.org'),
    sender('Bob', 'robot@example.org'),
  ],
};

test.each([
  ['', 'pia@example.org', 'Pia Pohl'],
  ['', 'Pia@Example.org', 'Pia Pohl'],
  ['P. Pohl', 'pia@example.org', 'P. Pohl'],
  ['', 'robot@example.org', 'robot@example.org'],
  ['', 'nobody@example.org', 'nobody@example.org'],
])('%s <%s> is known as %s', (name, address, person) => {
  expect(knownName(reader, { name, address })).toBe(person);
});

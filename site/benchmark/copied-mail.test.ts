import { expect, test } from 'vitest';
import { renamed } from './copied-mail.ts';

test('a copied mail has ids of its own in its headers, folded ones too, and the same body', () => {
  const mail = [
    'From mboxrd@z Thu Jan  1 00:00:00 1970',
    'From: A <a@example.org>',
    'Message-ID: <1@example.org>',
    'References: <0@example.org>',
    ' <x.y@example.org>',
    'In-Reply-To: <0@example.org>',
    '',
    'In-Reply-To: <0@example.org>',
  ].join('\n');
  expect(renamed(mail).split('\n')).toEqual([
    'From mboxrd@z Thu Jan  1 00:00:00 1970',
    'From: A <a@example.org>',
    'Message-ID: <1.copy@example.org>',
    'References: <0.copy@example.org>',
    ' <x.y.copy@example.org>',
    'In-Reply-To: <0.copy@example.org>',
    '',
    'In-Reply-To: <0@example.org>',
  ]);
});

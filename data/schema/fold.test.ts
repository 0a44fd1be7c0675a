import { expect, test } from 'vitest';
import { foldedName, indexed } from './fold.ts';

test.each([
  ['Τα Ελληνικά ΐδε τους', 'Τα Ελληνικα ιδε τουσ'],
  ['Тёмный май', 'Темный май'],
  ['שָׁלוֹם', 'שלום'],
  ['مُحَمَّد', 'محمد'],
  ['Łódź Straße', 'lódź Strasse'],
])('%s is found as people type it: %s', (text, found) => {
  expect(indexed(text)).toBe(found);
  expect(foldedName(text)).toBe(foldedName(found));
});

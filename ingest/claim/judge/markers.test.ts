import { expect, test } from 'vitest';
import { lexicon } from '../read/lexicon.ts';
import { markers } from './markers.ts';

test('every phrase that decides is one that the lexicon finds', () => {
  const known = new Set(Object.values(lexicon).flatMap((phrases) => phrases.split('|')));
  for (const phrases of Object.values(markers)) {
    expect([...phrases].filter((phrase) => !known.has(phrase))).toEqual([]);
  }
});

import { expect, test } from 'vitest';
import type { Claim } from '../../data/schema/claim.ts';
import { MessageId } from '../../data/schema/ids.ts';
import type { Message, Quote } from '../../data/schema/message.ts';
import { projectRoot } from '../commands/workbench.ts';
import { ownText } from '../eval/own-text.ts';
import { rated } from '../salience/rank.ts';
import { loadSalience } from '../salience/weights.ts';
import { extractClaims } from './extract.ts';
import { loadClassifier, weightsFile } from './judge/weights.ts';
import { approachTagger } from './relate/approach.ts';
import { restatements } from './relate/cluster.ts';

const size = 200_000;
const repeat = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size);

/** Each makes some pattern of the extractor start over and over; one that backtracks would not come back. */
const hostile: Readonly<Record<string, string>> = {
  'one letter': repeat('a'),
  'no spaces, many stops': repeat('a.'),
  'stops and spaces': repeat('. '),
  'a sentence on one line': repeat('It is not so. '),
  'spaces then a letter': `${' '.repeat(size)}x`,
  'open parentheses': repeat('('),
  'open brackets after stops': repeat('.['),
  'question marks': repeat('?!'),
  underscores: repeat('_'),
  'hyphenated word': repeat('a-'),
  'almost a link': repeat('https://'),
  'almost an attribution': `${repeat('On Monday, ')}wrote`,
  'quote marks': repeat('> '),
  'quote lines': repeat('> a\n'),
  'short lines': repeat('a b\n'),
  'blank lines': repeat('\n'),
  'lone blanks between small words': repeat('ab\n\n'),
  'list items': repeat('- a thing\n'),
  'list leads': repeat('These:\n- a thing\n\n'),
  'hunk headers': repeat('@@ -1,999999999 +1,999999999 @@\n'),
  'diff starts': repeat('diff --git a b\n'),
  emoticons: repeat('yes :) '),
  'cue words': repeat('not no never but however '),
  dates: repeat('10:00:00 , '),
  'combining marks': repeat('e\u0301'),
  'surrogate pairs': repeat('\u{1f600}'),
  names: repeat('Ada Lovelace '),
};

const { classifier } = loadClassifier(weightsFile(projectRoot));
const approaches = approachTagger([{ id: 'x' as never, vocabulary: ['not so', 'a'] }]);
const message = (body: string): Pick<Message, 'messageId' | 'from' | 'body'> => ({
  messageId: MessageId.parse('<a@b>'),
  from: { name: 'A', address: 'a@b' },
  body,
});

const salience = loadSalience();
const other = MessageId.parse('<b@b>');
const header = { inReplyTo: null, date: null, subject: 'x' };
/** A reply that quotes each claim apart. */
const quotesOf = (claims: readonly Claim[]): readonly Quote[] =>
  claims.map(({ messageId, start, end }) => ({
    messageId,
    start,
    end: start,
    depth: 1,
    attributedTo: null,
    text: '',
    origin: { messageId, start, end },
    fidelity: 'verbatim',
  }));

test.each(Object.entries(hostile))('comes back from 200 kB of: %s', (_, body) => {
  const claims = extractClaims(message(body), { classifier, approaches });
  for (const { start, end, text } of claims) expect(body.slice(start, end)).toBe(text);
  restatements(claims);
  const spoken = { message: { ...message(body), ...header }, claims, quotes: [] };
  const reply = {
    message: { ...spoken.message, messageId: other, from: { name: 'B', address: 'b@b' } },
    claims: claims.map((claim) => ({ ...claim, messageId: other })),
    quotes: quotesOf(claims),
  };
  expect(rated([spoken, reply], salience).size).toBe(claims.length);
  expect(ownText(body).length).toBeLessThanOrEqual(body.length);
});

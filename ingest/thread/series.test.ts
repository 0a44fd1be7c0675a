import { expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { patchMark, seriesOf } from './series.ts';

test.each([
  ['[PATCH] one', { version: 1, number: 1, total: 1 }],
  ['[PATCH v3 2/7] mm: x', { version: 3, number: 2, total: 7 }],
  ['[RFC PATCH 0/5] cover', { version: 1, number: 0, total: 5 }],
  ['[ndctl PATCH v2 01/12] x', { version: 2, number: 1, total: 12 }],
  ['[Linux-nvdimm] [PATCHv4 3/3] x', { version: 4, number: 3, total: 3 }],
  ['[RFC][PATCH 03/10] x', { version: 1, number: 3, total: 10 }],
  ['[list] [RFC] [PATCH v2 00/03] x', { version: 2, number: 0, total: 3 }],
  ['[net-next] [1/2] x', null],
  ['Re: [PATCH v3 2/7] mm: x', null],
  ['[PATCH 8/7] beyond', null],
  ['[GIT PULL] x', null],
])('%s', (subject, mark) => {
  expect(patchMark(subject)).toEqual(mark);
});

test('the newest version counts; missing patches stay missing', () => {
  const id = (name: string) => MessageId.parse(`<${name}@x>`);
  const series = seriesOf([
    { messageId: id('a'), subject: '[PATCH 1/2] old' },
    { messageId: id('c'), subject: '[PATCH v2 0/3] cover' },
    { messageId: id('r'), subject: 'Re: [PATCH v2 0/3] cover' },
    { messageId: id('3'), subject: '[PATCH v2 3/3] last' },
    { messageId: id('1'), subject: '[PATCH v2 1/3] first' },
  ]);
  expect(series).toEqual({
    version: 2,
    total: 3,
    cover: '<c@x>',
    patches: [
      { number: 1, messageId: '<1@x>' },
      { number: 3, messageId: '<3@x>' },
    ],
  });
  expect(seriesOf([{ messageId: id('q'), subject: 'a question' }])).toBeNull();
});

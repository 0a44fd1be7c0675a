import { expect, test } from 'vitest';
import { baseSubject, seriesTitle } from './discussion.ts';

test('every version of a series has one title', () => {
  const versions = [
    '[PATCH v3 0/3] fs: report late errors',
    '[RESEND PATCH v3 0/3] fs: report late errors',
    'Re: [some-list] [RFC PATCH v4] Fs: report  late errors',
    'Re: Re: [PATCH v6 00/12] fs: report late errors',
  ];
  expect(new Set(versions.map(seriesTitle))).toEqual(new Set(['fs: report late errors']));
});

test('a subject without a mark of a patch names no series', () => {
  expect(seriesTitle('Re: [some-list] meeting')).toBeNull();
  expect(seriesTitle('[PATCH]')).toBeNull();
  expect(baseSubject('Re: AW: Fwd: Meeting')).toBe('meeting');
});

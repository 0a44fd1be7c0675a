import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writtenDate } from './written-date.ts';

test.each([
  ['Mon, 12 Sep 2016 00:51:28 -0700', '2016-09-12T07:51:28.000Z'],
  ['Mon, Sep 12, 2016 at 06:05:07PM +1000', '2016-09-12T08:05:07.000Z'],
  ['Fri, 23 Jun 95 16:37:56 EST', '1995-06-23T21:37:56.000Z'],
  ['2016-09-12T10:00:00Z', '2016-09-12T10:00:00.000Z'],
  ['2016-09-12 10:00:00 +02:00', '2016-09-12T08:00:00.000Z'],
  ['Wed, 12 Sep 2016 12:00:00 AM GMT', '2016-09-12T00:00:00.000Z'],
])('%s is an instant', (text, instant) => {
  expect(writtenDate(text)?.instant).toBe(instant);
});

test.each([
  ['Wed 05-10-11 15:19:58', '2011-10-05T15:19:58'],
  ['12.09.2016 um 10:00', '2016-09-12T10:00:00'],
  ['09/12/2016 11:44 AM', '2016-09-12T11:44:00'],
  ['2011/10/7', '2011-10-07T00:00:00'],
  ['8 September 2016 at 10:00', '2016-09-08T10:00:00'],
])('%s is a wall clock without a zone', (text, wall) => {
  expect(writtenDate(text)).toMatchObject({ wall, instant: null });
});

test.each(['', 'no date', '31 Jun 2016', '12 Sep', '99/99/2016 10:00'])('%j is none', (text) => {
  expect(writtenDate(text)).toBeNull();
});

test('what JavaScript writes is read back, in any zone', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2069-12-31'), noInvalidDate: true }),
      fc.integer({ min: -48, max: 56 }),
      (date, quarters) => {
        const instant = Math.floor(date.getTime() / 1000) * 1000;
        const wall = new Date(instant + quarters * 900_000).toUTCString().replace(' GMT', '');
        const offset = Math.abs(quarters) * 15;
        const zone = `${quarters < 0 ? '-' : '+'}${String(Math.floor(offset / 60)).padStart(2, '0')}${String(offset % 60).padStart(2, '0')}`;
        expect(writtenDate(`${wall} ${zone}`)?.instant).toBe(new Date(instant).toISOString());
      },
    ),
  );
});

test('any text is read or refused, without an exception', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (text) => {
      const found = writtenDate(text);
      expect(found === null || !Number.isNaN(Date.parse(`${found.wall}Z`))).toBe(true);
    }),
  );
});

import { expect, test } from 'vitest';
import { indianaInstant } from './indiana-clock.ts';

test.each([
  ['2016-09-12T17:34:46', '2016-09-12T21:34:46.000Z', 'the seed: September, daylight time'],
  ['2016-12-12T17:34:46', '2016-12-12T22:34:46.000Z', 'winter'],
  ['2003-08-16T00:44:22', '2003-08-16T05:44:22.000Z', 'summer before 2006: no daylight time'],
  ['2006-04-02T01:59:59', '2006-04-02T06:59:59.000Z', 'before the first daylight time'],
  ['2006-04-02T03:00:00', '2006-04-02T07:00:00.000Z', 'after it'],
  ['2006-10-29T00:59:59', '2006-10-29T04:59:59.000Z', 'before the end of 2006'],
  ['2006-10-29T01:00:00', '2006-10-29T06:00:00.000Z', 'the hour that comes twice'],
  ['2016-03-13T03:00:00', '2016-03-13T07:00:00.000Z', 'second Sunday in March'],
  ['2016-11-06T02:00:00', '2016-11-06T07:00:00.000Z', 'first Sunday in November'],
])('%s is %s: %s', (wall, instant) => {
  expect(indianaInstant(wall)).toBe(instant);
});

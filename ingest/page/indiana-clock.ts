/**
 * Instant of a wall-clock time that lkml.iu.edu printed as `EST`.
 *
 * The archive's machine stands in Indiana and prints `EST` all year. Until 2006 that was so: Indiana
 * kept no daylight time. From April 2006 it does, and the word no longer fits the clock. The pages
 * of the corpus that carry both the sent date and the printed one agree with this rule on either
 * side of the change. The hour that occurs twice in autumn is read as the second, which is EST.
 *
 * @param wall `YYYY-MM-DDTHH:MM:SS`
 * @returns ISO 8601 in UTC
 */
export function indianaInstant(wall: string): string {
  const clock = Date.parse(`${wall}Z`);
  const hours = daylight(clock) ? 4 : 5;
  return new Date(clock + hours * 3_600_000).toISOString();
}

const hour = 3_600_000;
const day = 24 * hour;

/** Daylight time by the law of the United States as Indiana follows it; `clock` is wall time. */
function daylight(clock: number): boolean {
  const year = new Date(clock).getUTCFullYear();
  if (year < 2006) return false;
  // Energy Policy Act of 2005: from 2007 the second Sunday in March to the first in November.
  const [start, end] =
    year === 2006
      ? [sundayFrom(year, 3, 1), sundayFrom(year, 9, 25)]
      : [sundayFrom(year, 2, 8), sundayFrom(year, 10, 1)];
  return clock >= start + 2 * hour && clock < end + hour;
}

/** Midnight of the first Sunday on or after a day; months from 0. */
function sundayFrom(year: number, month: number, from: number): number {
  const date = Date.UTC(year, month, from);
  return date + ((7 - new Date(date).getUTCDay()) % 7) * day;
}

/** Three significant digits, thousands grouped, the minus sign U+2212: `1,840`, `0.0312`, `41,208`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '∞';
  if (Number.isInteger(value)) return grouped(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return grouped(Math.round(value));
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** An exact count with its thousands grouped. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US').replace('-', '−');
}

/** A value with its unit; `1` and `count` are no units for a reader. */
export function quantity(value: number, unit: string): string {
  return unit === '' || unit === '1' || unit === 'count'
    ? figure(value)
    : `${figure(value)}\u00a0${unit}`;
}

/** `12 Sep 2016, 21:34 UTC`. */
export function instant(iso: string | null): string {
  if (iso === null) return 'date unreadable';
  const date = new Date(iso);
  return `${day(iso)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** `12 Sep 2016`, also for `2016-09` and `2016`. */
export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split('-');
  const name = month === undefined ? undefined : months[Number(month) - 1];
  return [date === undefined ? undefined : String(Number(date)), name, year]
    .filter((part) => part !== undefined)
    .join(' ');
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (value: number) => String(value).padStart(2, '0');

/** `1 message`, `3 messages`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`;
}

/** An id that has no name of its own as words: `no-foreign-data` is `no foreign data`. */
export function words(name: string): string {
  return name
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `1`, `10`, then powers: `10³`. */
export function powerLabel(power: number): string {
  if (power >= 0 && power <= 2) return String(10 ** power);
  const digits = [...String(Math.abs(power))].map((digit) => superscripts[Number(digit)]).join('');
  return `10${power < 0 ? '⁻' : ''}${digits}`;
}

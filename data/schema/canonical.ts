import { byCodeUnits } from './code-units.ts';
/**
 * JSON with object keys in code-unit order and no white space, after RFC 8785: the same value gives
 * the same bytes whatever wrote it. Values must be JSON; `undefined` members are left out.
 * @example
 * canonicalJson({ b: 1, a: [true, 'x'], c: undefined }) // => '{"a":[true,"x"],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

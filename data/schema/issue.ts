import type { z } from 'zod';

/** What a value that a schema refused is wrong in first. */
export interface Issue {
  /** From the document down to the field; empty for the document itself. */
  readonly path: readonly PropertyKey[];
  /** What is allowed there and what was found. */
  readonly what: string;
}

/** The first issue of a refused value, with the field, what it may hold, and what it holds. */
export function firstIssue(error: z.ZodError, value: unknown): Issue {
  const [issue] = error.issues;
  if (!issue) return { path: [], what: 'not well-formed' };
  const { path, message } = deepest(issue);
  const found = valueAt(value, path);
  const slip = error.issues.find((one) => one.code === 'unrecognized_keys');
  const isMissing = found === undefined && sameOwner(path, slip);
  // A field with another's name is missing under its own: the one that is there is the one to mend.
  if (slip?.code === 'unrecognized_keys' && (isMissing || issue === slip)) {
    const what = isMissing
      ? `no such field, and ${String(path.at(-1))} is missing`
      : 'no such field';
    return { path: [...slip.path, slip.keys[0] ?? ''], what };
  }
  const allowed = message
    .replaceAll(/Invalid (?:input|option): /g, '')
    .replace(/, received .*$/, '')
    .replaceAll(/"([^"]*)"\|/g, '"$1" | ');
  if (found === undefined) return { path, what: `missing (${allowed})` };
  return { path, what: `${allowed}; found ${shown(found)}` };
}

const sameOwner = (path: readonly PropertyKey[], slip: z.core.$ZodIssue | undefined): boolean =>
  slip !== undefined && path.slice(0, -1).join('\0') === slip.path.join('\0');

/** One line `field: what`, for values that have no lines of their own. */
export function issueText(error: z.ZodError, value: unknown): string {
  const { path, what } = firstIssue(error, value);
  return `${path.join('.') || 'the document'}: ${what}`;
}

type Unread = Pick<z.core.$ZodIssue, 'path' | 'message'> & {
  readonly errors?: readonly (readonly z.core.$ZodIssue[])[];
};

/** Of a union, the branch that read furthest into the value says what is wrong with it. */
function deepest({ path, message, errors }: Unread): Unread {
  const inner = (errors ?? [])
    .flatMap(([first]) => (first ? [deepest(first as Unread)] : []))
    .map((one) => ({ ...one, path: [...path, ...one.path] }));
  const [best] = inner.sort((a, b) => b.path.length - a.path.length);
  if (!best) return { path, message };
  if (best.path.length > path.length) return best;
  return { path, message: [...new Set(inner.map((one) => one.message))].join(', or ') };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

/** Characters of a found value that are shown; it may be a whole file. */
const longest = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

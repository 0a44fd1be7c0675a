import { relative } from 'node:path';
import { Fault } from '../../../data/schema/fault.ts';
import type { Finding } from '../../../data/schema/finding.ts';

/** Runs a reader and turns its fault into a finding about a file; bugs pass through. */
export function attempt<T>(
  root: string,
  file: string,
  read: () => T,
): { readonly value: T } | { readonly finding: Finding } {
  try {
    return { value: read() };
  } catch (caught) {
    if (caught instanceof Fault) return { finding: findingOf(root, file, caught) };
    throw caught;
  }
}

/** Tries a reader on several files: what it could read, each with its path from the root, and why not the others. */
export function attemptEach<T>(root: string, files: readonly string[], read: (file: string) => T) {
  const tried = files.map((file) => ({ file, read: attempt(root, file, () => read(file)) }));
  return {
    values: tried.flatMap(({ file, read: one }) =>
      'value' in one ? [{ file: relative(root, file), value: one.value }] : [],
    ),
    findings: tried.flatMap(({ read: one }) => ('finding' in one ? [one.finding] : [])),
  };
}

/** What is wrong in one file, again and again. */
export const findingIn =
  (file: string) =>
  (what: string, next: string): Finding => ({ file, what, next });

/** The fault's own words, without the file's name where they begin with it; that file is the finding's. */
function findingOf(root: string, file: string, fault: Fault): Finding {
  const [, path, line, what] = /^((?:[^:\n]*\/)?[^:\n/]+\.(?:yaml|json))(?::(\d+))?: (.*)$/s.exec(
    fault.message,
  ) ?? [null, undefined, undefined, fault.message];
  return {
    // A reader of a folder names the file of it that it could not read.
    file: relative(root, path?.startsWith(file) ? path : file),
    ...(line === undefined ? {} : { line: Number(line) }),
    what: what ?? fault.message,
    next: fault.next,
  };
}

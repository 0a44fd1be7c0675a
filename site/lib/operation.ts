/** An operation as a reader wants it: `punch file 0, at 0, length 2` for a file system's, else as it is. */
export function operationText(operation: string): string {
  if (!operation.startsWith('{')) return operation;
  try {
    const { kind, ...rest } = JSON.parse(operation);
    const details = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
    return [kind, details.join(', ')].filter((part) => part).join(' ');
  } catch {
    return operation;
  }
}

/**
 * What is wrong with package-lock.json, one line a fault. npm on one platform, with packages already
 * installed, writes a lock that lacks the other platforms' optional packages: `npm ci` then refuses it
 * ("Missing … from lock file"), and `npm install` completes it and so leaves every clone changed.
 */
interface Entry {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
type Wanted = Pick<Entry, 'dependencies' | 'optionalDependencies' | 'devDependencies'>;

export interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

const mend = 'remove node_modules and run `npm install --package-lock-only`';

export function lockFaults(project: Wanted, { packages }: Lock): readonly string[] {
  const faults = Object.entries(packages).flatMap(([path, entry]) => [
    ...wantedBy(entry)
      .filter(([name]) => !found(packages, path, name))
      .map(
        ([name, range]) =>
          `${path || 'the project'} wants ${name}@${range}, which is not in the lock; ${mend}`,
      ),
    // A host would tie every reader to the registry that one of us used.
    ...(entry.resolved === undefined
      ? []
      : [`${path} names where it was fetched; remove "resolved"`]),
    ...(path === '' || entry.integrity !== undefined ? [] : [`${path} has no integrity; ${mend}`]),
  ]);
  const locked = new Map(wantedBy(packages[''] ?? {}));
  const asked = wantedBy(project).filter(([name, range]) => locked.get(name) !== range);
  return [
    ...faults,
    ...asked.map(
      ([name, range]) => `package.json wants ${name}@${range}, the lock another; ${mend}`,
    ),
  ];
}

const wantedBy = (entry: Wanted): readonly (readonly [string, string])[] =>
  [entry.dependencies, entry.optionalDependencies, entry.devDependencies].flatMap((wanted) =>
    Object.entries(wanted ?? {}),
  );

/** Node's look-up: beside the package that asks, then in each folder above it. */
function found(packages: Lock['packages'], path: string, name: string): boolean {
  const here = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  if (here in packages) return true;
  if (path === '') return false;
  const above = path.lastIndexOf('/node_modules/');
  return found(packages, above < 0 ? '' : path.slice(0, above), name);
}

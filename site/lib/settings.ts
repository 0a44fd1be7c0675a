import type { Conditions } from '../../data/schema/scope.ts';

/** Settings of one table: what all of them share, and the axes on which they differ. */
export interface Split {
  readonly shared: Conditions;
  readonly axes: readonly string[];
}

/** Says once what every row would repeat. One row alone differs on every axis. */
export function split(rows: readonly Conditions[]): Split {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const same = (name: string) =>
    rows.length > 1 && rows.every((row) => row[name] === rows[0]?.[name]);
  return {
    shared: Object.fromEntries(
      names.filter(same).flatMap((name) => {
        const value = rows[0]?.[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    axes: names.filter((name) => !same(name)),
  };
}

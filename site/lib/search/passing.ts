import { decoded } from './codes.ts';
import { type Column, type ColumnName, type DocType, docTypes, type Head } from './shapes.ts';

/** By document, the index of its type. */
export function typesOf({ types }: Pick<Head, 'types'>): number[] {
  return types.flatMap(([type, count]) => new Array<number>(count).fill(type));
}

export type Filters = Readonly<Record<ColumnName | 'type', string>>;

/** Whether a document has all that is asked for; what is empty asks for nothing. */
export function passing(
  filters: Filters,
  types: readonly number[],
  columns: Partial<Readonly<Record<ColumnName, Column>>>,
): (id: number) => boolean {
  const tests = Object.entries(columns).map(([name, column]) =>
    having(filters[name as ColumnName], column),
  );
  const type = docTypes.indexOf(filters.type as DocType);
  return (id) => (filters.type === '' || types[id] === type) && tests.every((passes) => passes(id));
}

function having(wanted: string, { values, of }: Column): (id: number) => boolean {
  const numbers = decoded(of);
  const fit = new Set(
    values.flatMap((value, at) => (value.split('\n').includes(wanted) ? [at + 1] : [])),
  );
  return (id) => fit.has(numbers[id] ?? 0);
}

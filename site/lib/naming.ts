import type { Where } from '../../data/schema/hypothesis.ts';
import type { Names } from '../../data/schema/names.ts';
import type { Conditions, Value } from '../../data/schema/scope.ts';
import { figure, words } from './format.ts';

/** How pages call metrics, axes and values that files know by id; pure, for build and page alike. */
export interface Naming {
  metric(id: string): string;
  axis(id: string): string;
  /** Of the numbers of an axis; empty where they have none. */
  unit(axis: string): string;
  /** Whether panels by this axis all draw the value, since it is beside the axis. */
  everywhere(axis: string, value: Value | undefined): boolean;
  /** `XFS`, `off`, `65,536 B`; empty for a value that is not there. */
  value(axis: string, value: Value | undefined): string;
  /** `fault sync off`. */
  setting(axis: string, value: Value): string;
  /** `fault sync off · metadata in place`. */
  settings(conditions: Conditions): string;
  /** The same with one value or several on an axis: `block hole or unwritten`. */
  where(where: Where): string;
}

export function namingOf({ metrics, axes }: Names): Naming {
  const axis = (id: string) => axes[id]?.name ?? words(id);
  const unit = (id: string) => axes[id]?.unit ?? '';
  const value = (id: string, one: Value | undefined): string => {
    if (one === undefined) return '';
    const called = axes[id]?.values[String(one)];
    if (called !== undefined) return called;
    if (typeof one === 'boolean') return one ? 'on' : 'off';
    if (typeof one === 'string') return one;
    return unit(id) === '' ? figure(one) : `${figure(one)}\u00a0${unit(id)}`;
  };
  const setting = (id: string, one: Value) => `${axis(id)} ${value(id, one)}`;
  return {
    metric: (id) => metrics[id] ?? words(id),
    axis,
    unit,
    everywhere: (id, one) => axes[id]?.everywhere.includes(String(one)) ?? false,
    value,
    setting,
    settings: (conditions) =>
      Object.entries(conditions)
        .map(([id, one]) => setting(id, one))
        .join(' · '),
    where: (where) =>
      Object.entries(where)
        .map(([id, asked]) =>
          Array.isArray(asked)
            ? `${axis(id)} ${asked.map((one) => value(id, one)).join(' or ')}`
            : setting(id, asked),
        )
        .join(' · '),
  };
}

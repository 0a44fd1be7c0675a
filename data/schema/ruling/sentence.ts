import { statesWord } from '../hypothesis.ts';
import type { Axis } from '../metric.ts';
import type { Scope, Value } from '../scope.ts';
import type { ScopeFinding } from './finding.ts';
import type { Region } from './separate.ts';

const scopeWords: Readonly<Record<Scope, string>> = {
  model: 'the model',
  guest: 'a real kernel in the guest',
  host: 'the host',
};

/** `metadata = wal or cow, faultSync = true`. */
export function regionText(region: Region, axes: readonly Axis[]): string {
  return Object.entries(region)
    .map(([axis, values]) => `${axis} = ${inOrder(axis, values, axes).join(' or ')}`)
    .join(', ');
}

/** Values in the order of the axis's own phrases; others after them. */
function inOrder(name: string, values: readonly Value[], axes: readonly Axis[]): readonly Value[] {
  const known = Object.keys(axes.find((axis) => axis.name === name)?.says ?? {});
  const place = (value: Value) =>
    known.includes(String(value)) ? known.indexOf(String(value)) : known.length;
  return values.toSorted((a, b) => place(a) - place(b));
}

/** The ruling in one sentence, from what each scope says; phrases for conditions come from the axes. */
export function sentence(findings: readonly ScopeFinding[], axes: readonly Axis[]): string {
  const decided = findings.filter(({ says }) => says !== 'open');
  if (decided.length === 0) {
    return findings.length === 0
      ? 'Open: nothing that was measured counts for or against it.'
      : 'Open: what counts was not decided by any run yet.';
  }
  const parts = [...Map.groupBy(decided, (one) => saying(one, axes))].map(
    ([said, of]) => `${said}: ${listed(of.map(figures))}`,
  );
  return `${capital(parts.join('; '))}.`;
}

function saying({ says, separated, cases }: ScopeFinding, axes: readonly Axis[]): string {
  if (says === 'where' && separated) {
    return `holds ${phrases(separated.holds, axes)}; fails ${phrases(separated.fails, axes)}`;
  }
  if (says === 'mixed') {
    const holds = cases.filter((one) => one.holds).length;
    return `holds in ${holds} of ${cases.length} cases, and no condition separates them`;
  }
  return says;
}

/** `6,996 crash states of the model`; where nothing was explored, the number of cases. */
function figures({ scope, states, cases, open }: ScopeFinding): string {
  const words = [...new Set(cases.map(({ hypothesis }) => statesWord(hypothesis)))].join(' and ');
  const how =
    states > 0 ? `${grouped(states)} ${words}` : `${cases.length} ${plural(cases.length)}`;
  const rest = open > 0 ? `, ${open} more ${plural(open)} open` : '';
  return `${how} of ${scopeWords[scope]}${rest}`;
}

function phrases(regions: readonly Region[], axes: readonly Axis[]): string {
  const told = regions.map((region) =>
    Object.entries(region)
      .map(([axis, values]) =>
        either(inOrder(axis, values, axes).map((value) => phrase(axis, value, axes))),
      )
      .join(', '),
  );
  return told.length > 2 ? told.join('; or ') : told.join(' or ');
}

function phrase(name: string, value: Value, axes: readonly Axis[]): string {
  const axis = axes.find((one) => one.name === name);
  return axis?.says[String(value)] ?? `where ${name} is ${value}`;
}

const either = (parts: readonly string[]) =>
  parts.length > 2 ? `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}` : parts.join(' or ');
const listed = (parts: readonly string[]) => parts.join(' and ');
const plural = (count: number) => (count === 1 ? 'case' : 'cases');
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const grouped = (value: number) => value.toLocaleString('en-US');

import { type Mode, modes } from '../../px86/persistence.ts';
import { type Condition, namesIn, parseCondition, renamed } from '../program/condition.ts';
import { LitmusFault } from '../program/fault.ts';
import { registerNamed } from '../program/program.ts';
import type { Section, Sections } from './sections.ts';

/** The one name that a register goes by; null for what is no register. */
export type Canonical = (name: string) => string | null;

export function conditionOf(
  { condition, threads }: Sections,
  canonical: Canonical,
): Condition | null {
  if (!condition) return null;
  const { text, line } = condition;
  return renamed(parseCondition(text, line), (name) => {
    const register = registerNamed(name);
    if (!register) return name;
    const known = canonical(register.register);
    if (known === null || register.thread >= threads.length) {
      throw new LitmusFault(line, 'expected a register of one of the threads', name);
    }
    return `${register.thread}:${known}`;
  });
}

/** What the condition names, and what `locations [ … ]` lists besides. */
export function observedBy(
  { locations, initial }: Sections,
  condition: Condition | null,
  canonical: Canonical,
): string[] {
  const listed = (locations?.text ?? '')
    .split(';')
    .map((name) => name.trim().replace(/^\[(.*)\]$/, '$1'))
    .filter((name) => name !== '')
    .map((name) => {
      const register = registerNamed(name);
      return register ? `${register.thread}:${canonical(register.register) ?? ''}` : name;
    });
  const observed = [...new Set([...(condition ? namesIn(condition) : []), ...listed])];
  if (observed.length === 0) {
    throw new LitmusFault(initial.line, 'expected a condition or locations [ … ]', '');
  }
  return observed;
}

export function modeOf(section: Section | undefined): Mode {
  const mode = modes.find((one) => one === (section?.text ?? 'adr'));
  if (mode) return mode;
  const expected = `expected Mode= and one of ${modes.join(', ')}`;
  throw new LitmusFault(section?.line ?? 1, expected, section?.text ?? '');
}

import { closeThread } from './blocks.ts';
import type { Draft, Observed } from './draft.ts';
import { usedLocations } from './locations.ts';
import { misread, name } from './operations.ts';
import { namesIn } from './program/condition.ts';
import { LitmusFault } from './program/fault.ts';
import { type Program, registerNamed, sortedStates } from './program/program.ts';
import { checkSizes } from './program/sizes.ts';

/** What the file asks about: as `observe` or `final` says, else what its condition names. */
function observedBy(draft: Draft, last: number): Observed {
  const { condition, observed } = draft;
  if (!condition) {
    if (observed) return observed;
    throw new LitmusFault(last, 'expected an observe line', '');
  }
  const names = namesIn(condition.condition);
  const { line } = condition;
  for (const each of names) {
    if (!registerNamed(each)) draft.usage.push({ access: { location: name(each, line) }, line });
  }
  const stray = observed && names.find((one) => !observed.names.includes(one));
  if (stray !== null && stray !== undefined) {
    throw misread(line, `expected what ${observed?.line.words[0]} names`, stray);
  }
  const moment = names.some(registerNamed) ? 'end' : 'crash';
  return observed ?? { names, moment, line };
}

/** The program, once its last line is read and its parts fit one another. */
export function finished(draft: Draft, last: number): Program {
  closeThread(draft);
  if (draft.name === null) throw new LitmusFault(1, 'expected litmus "NAME"', '');
  if (draft.threads.length === 0) throw new LitmusFault(last, 'expected at least one thread', '');
  const observed = observedBy(draft, last);
  const foreign = observed.names.find((one) => {
    const register = registerNamed(one);
    return register && !draft.registers[register.thread]?.has(register.register);
  });
  if (foreign !== undefined) {
    const expected = 'expected a register that its thread loads (threads count from 0)';
    throw misread(observed.line, expected, foreign);
  }
  const width = observed.names.length;
  for (const { state, line } of draft.expected ?? []) {
    if (state.length === width) continue;
    const expected = `expected states of ${width} ${width === 1 ? 'value' : 'values'}, as observe has`;
    throw misread(line, expected, state.join(','));
  }
  const program: Program = {
    name: draft.name,
    mode: draft.mode ?? 'adr',
    lines: usedLocations(draft.declared, draft.usage),
    sizes: draft.declared?.sizes ?? {},
    initial: draft.initial,
    threads: draft.threads,
    moment: observed.moment,
    observed: observed.names,
    expected: draft.expected && sortedStates(draft.expected.map(({ state }) => state)),
    condition: draft.condition?.condition ?? null,
  };
  const misfit = checkSizes(program);
  if (misfit) throw new LitmusFault(last, misfit.expected, misfit.found);
  return program;
}

import { modes } from '../px86/persistence.ts';
import { type Draft, nothingElse, once } from './draft.ts';
import { declarations } from './locations.ts';
import { access, integer, type Line, misread, name } from './operations.ts';
import { parseCondition } from './program/condition.ts';
import { limit } from './program/limit.ts';
import { type Moment, type Operation, registerNamed } from './program/program.ts';

type Directive = (draft: Draft, line: Line) => void;

const observe =
  (moment: Moment): Directive =>
  (draft, line) => {
    if (draft.observed) {
      throw misread(line, 'expected one observe or final');
    }
    const [directive, ...names] = line.words;
    if (names.length === 0) {
      const wanted = moment === 'crash' ? 'location' : 'location or register';
      throw misread(line, `expected ${directive} and at least one ${wanted}`, '');
    }
    for (const each of names) {
      const register = registerNamed(each);
      if (!register) draft.usage.push({ access: { location: name(each, line) }, line });
      else name(register.register, line);
      if (register && moment === 'crash') {
        const expected = 'expected a location, since a crash loses registers (final sees them)';
        throw misread(line, expected, each);
      }
    }
    draft.observed = { names, moment, line };
  };

const quantified: Directive = (draft, line) => {
  once(draft.condition, line);
  draft.condition = { condition: parseCondition(line.words.join(' '), line.number), line };
};

/** Lines that are no operation, by their first word. */
export const directives: Readonly<Record<string, Directive>> = {
  litmus(draft, line) {
    const [, quoted = '', ...rest] = line.words;
    if (!/^"[^"]+"$/.test(quoted) || rest.length > 0) {
      throw misread(line, 'expected litmus "NAME"');
    }
    once(draft.name, line);
    draft.name = quoted.slice(1, -1);
  },
  lines(draft, line) {
    once(draft.declared, line);
    draft.declared = declarations(line);
  },
  init(draft, line) {
    const [, location, value, ...rest] = line.words;
    if (value === undefined || rest.length > 0) {
      throw misread(line, 'expected init L V');
    }
    const at = access(location, line);
    if (at.part || Object.hasOwn(draft.initial, at.location)) {
      throw misread(line, 'expected each whole location once', location ?? '');
    }
    draft.usage.push({ access: at, line });
    draft.initial[at.location] = integer(value, line);
  },
  mode(draft, line) {
    once(draft.mode, line);
    const [, word, ...rest] = line.words;
    const mode = modes.find((one) => one === word);
    if (!mode || rest.length > 0) {
      const expected = `expected mode and one of ${modes.join(', ')}`;
      throw misread(line, expected);
    }
    draft.mode = mode;
  },
  thread(draft, line) {
    nothingElse(line);
    if (draft.threads.length === limit.threads) {
      throw misread(line, `expected at most ${limit.threads} threads`, '');
    }
    const body: Operation[] = [];
    draft.threads.push(body);
    draft.open = [{ body, from: line }];
    draft.registers.push(new Set());
  },
  observe: observe('crash'),
  final: observe('end'),
  exists: quantified,
  '~exists': quantified,
  forall: quantified,
  expect(draft, line) {
    const states = line.words.slice(1).map((word) => ({
      state: word.split(',').map((value) => integer(value, line)),
      line,
    }));
    if (states.length === 0) {
      throw misread(line, 'expected states such as 0,0 1,0 after expect', 'expect');
    }
    draft.expected = [...(draft.expected ?? []), ...states];
  },
};

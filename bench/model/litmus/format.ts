import { formatCondition } from './program/condition.ts';
import type { Access, Operand, Operation, Program } from './program/program.ts';

/**
 * The program in the file format: `parseLitmus(formatLitmus(p))` is `p` again.
 * @example
 * import { parseLitmus } from './parse.ts';
 * const text = formatLitmus(parseLitmus('litmus "one"\nthread\nstore x 1\nobserve x'));
 * formatLitmus(parseLitmus(text)) === text // => true
 */
export function formatLitmus(program: Program): string {
  const { expected, condition, sizes } = program;
  const declared = (location: string) =>
    sizes[location] === undefined ? location : `${location}:${sizes[location]}`;
  return [
    `litmus "${program.name}"`,
    `lines ${program.lines.map((locations) => locations.map(declared).join(' ')).join(' | ')}`,
    ...Object.entries(program.initial).map(([location, value]) => `init ${location} ${value}`),
    `mode ${program.mode}`,
    ...program.threads.flatMap((thread) => ['thread', ...block(thread, '  ')]),
    `${program.moment === 'crash' ? 'observe' : 'final'} ${program.observed.join(' ')}`,
    ...(expected ? [`expect ${expected.map((state) => state.join(',')).join(' ')}`] : []),
    ...(condition ? [formatCondition(condition)] : []),
    '',
  ].join('\n');
}

function block(operations: readonly Operation[], indent: string): string[] {
  return operations.flatMap((operation) =>
    operation.op === 'if'
      ? [
          `${indent}if ${operation.register} ${operation.unequal ? '!=' : '=='} ${operation.value}`,
          ...block(operation.body, `${indent}  `),
          `${indent}end`,
        ]
      : [indent + formatOperation(operation)],
  );
}

/** One operation as the file format writes it. */
export function formatOperation(operation: Exclude<Operation, { op: 'if' }>): string {
  switch (operation.op) {
    case 'store':
    case 'ntstore':
      return `${operation.op} ${place(operation)} ${operand(operation.value)}`;
    case 'load':
      return `load ${operation.register} ${place(operation)}`;
    case 'set':
      return `set ${operation.register} ${operand(operation.value)}`;
    case 'clflush':
    case 'clflushopt':
    case 'clwb':
      return `${operation.op} ${operation.location}`;
    case 'xchg':
      return `xchg ${operation.register} ${place(operation)} ${operand(operation.value)}`;
    case 'cas': {
      const { register, old, desired } = operation;
      return `cas ${register} ${place(operation)} ${operand(old)} ${operand(desired)}`;
    }
    case 'sfence':
    case 'mfence':
    case 'lfence':
      return operation.op;
  }
}

function operand(value: Operand): string {
  return typeof value === 'number' ? `${value}` : value.register;
}

function place({ location, part }: Access): string {
  if (!part) return location;
  return `${location}${part.offset === 0 ? '' : `+${part.offset}`}:${part.size}`;
}

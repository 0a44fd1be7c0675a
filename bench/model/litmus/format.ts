import type { Operation, Program } from './program.ts';

/** The program in the file format: `parseLitmus(formatLitmus(p))` is `p` again. */
export function formatLitmus(program: Program): string {
  const { expected } = program;
  return [
    `litmus "${program.name}"`,
    `lines ${program.lines.map((locations) => locations.join(' ')).join(' | ')}`,
    `mode ${program.mode}`,
    ...program.threads.flatMap((thread) => ['thread', ...block(thread, '  ')]),
    `observe ${program.observed.join(' ')}`,
    ...(expected ? [`expect ${expected.map((state) => state.join(',')).join(' ')}`] : []),
    '',
  ].join('\n');
}

function block(operations: readonly Operation[], indent: string): string[] {
  return operations.flatMap((operation) =>
    operation.op === 'if'
      ? [
          `${indent}if ${operation.register} == ${operation.value}`,
          ...block(operation.body, `${indent}  `),
          `${indent}end`,
        ]
      : [indent + words(operation).join(' ')],
  );
}

function words(operation: Exclude<Operation, { op: 'if' }>): (string | number)[] {
  switch (operation.op) {
    case 'store':
    case 'ntstore':
      return [operation.op, operation.location, operation.value];
    case 'load':
      return [operation.op, operation.register, operation.location];
    case 'clflush':
    case 'clflushopt':
    case 'clwb':
      return [operation.op, operation.location];
    case 'xchg':
      return [operation.op, operation.register, operation.location, operation.value];
    case 'cas':
      return [
        operation.op,
        operation.register,
        operation.location,
        operation.old,
        operation.desired,
      ];
    case 'sfence':
    case 'mfence':
      return [operation.op];
  }
}

import { expect, test } from 'vitest';
import { LitmusFault } from '../model/litmus/program/fault.ts';
import type { Program } from '../model/litmus/program/program.ts';
import { readLitmus } from '../model/litmus/read.ts';
import { runLitmus } from '../model/litmus/run.ts';
import { referenceStates } from './reference.ts';

/**
 * The classic shapes under x86-TSO, written `Wx1` (store 1 to x), `Ryr` (load y into r) and `M` (mfence),
 * with what herd's x86tso.cat says of their condition (Alglave, Maranget and Tautschnig, TOPLAS 2014).
 */
const shapes: readonly [string, readonly string[], string, boolean][] = [
  ['SB', ['Wx1 Rya', 'Wy1 Rxa'], '0:a=0 /\\ 1:a=0', true],
  ['SB+mfences', ['Wx1 M Rya', 'Wy1 M Rxa'], '0:a=0 /\\ 1:a=0', false],
  ['SB+mfence+po', ['Wx1 M Rya', 'Wy1 Rxa'], '0:a=0 /\\ 1:a=0', true],
  ['SB+rfi-pos', ['Wx1 Rxa Ryb', 'Wy1 Rya Rxb'], '0:a=1 /\\ 0:b=0 /\\ 1:a=1 /\\ 1:b=0', true],
  ['MP', ['Wx1 Wy1', 'Rya Rxb'], '1:a=1 /\\ 1:b=0', false],
  ['LB', ['Rxa Wy1', 'Rya Wx1'], '0:a=1 /\\ 1:a=1', false],
  ['S', ['Wx2 Wy1', 'Rya Wx1'], 'x=2 /\\ 1:a=1', false],
  ['R', ['Wx1 Wy1', 'Wy2 Rxa'], 'y=2 /\\ 1:a=0', true],
  ['R+po+mfence', ['Wx1 Wy1', 'Wy2 M Rxa'], 'y=2 /\\ 1:a=0', false],
  ['2+2W', ['Wx2 Wy1', 'Wy2 Wx1'], 'x=2 /\\ y=2', false],
  ['WRC', ['Wx1', 'Rxa Wy1', 'Rya Rxb'], '1:a=1 /\\ 2:a=1 /\\ 2:b=0', false],
  ['RWC', ['Wx1', 'Rxa Ryb', 'Wy1 Rxa'], '1:a=1 /\\ 1:b=0 /\\ 2:a=0', true],
];

const dialects = {
  X86: {
    W: (at: string, value: string) => `MOV [${at}],$${value}`,
    R: (at: string, register: string) => `MOV E${register}X,[${at}]`,
    M: 'MFENCE',
    register: (name: string) => `E${name.toUpperCase()}X`,
  },
  X86_64: {
    W: (at: string, value: string) => `movl $${value},(${at})`,
    R: (at: string, register: string) => `movl (${at}),%e${register}x`,
    M: 'mfence',
    register: (name: string) => `r${name}x`,
  },
} as const;

function written(dialect: keyof typeof dialects, shape: (typeof shapes)[number]): string {
  const { W, R, M, register } = dialects[dialect];
  const [name, threads, condition] = shape;
  const columns = threads.map((thread) =>
    thread.split(' ').map((event) => {
      const [kind = '', at = '', rest = ''] = event;
      if (kind === 'M') return M;
      return kind === 'W' ? W(at, rest) : R(at, dialect === 'X86' ? rest.toUpperCase() : rest);
    }),
  );
  const height = Math.max(...columns.map(({ length }) => length));
  const rows = Array.from({ length: height }, (_, at) =>
    columns.map((column) => column[at] ?? '').join(' | '),
  );
  const head = columns.map((_, at) => `P${at}`).join(' | ');
  const text = condition.replace(/(\d:)(\w)/g, (_, thread, one) => thread + register(one));
  return `${dialect} ${name}\n"a shape"\nCom=Fr Fr\n{ }\n${[head, ...rows].join(' ;\n')} ;\nexists (${text})\n`;
}

const both = shapes.flatMap((shape) =>
  (['X86', 'X86_64'] as const).map((dialect) => [dialect, shape[0], shape] as const),
);

test.each(both)('%s %s: as x86-TSO says, by both implementations', (dialect, _, shape) => {
  const outcome = runLitmus(written(dialect, shape));
  if (outcome.kind !== 'explored') throw new Error(JSON.stringify(outcome));
  expect(outcome.program.moment).toBe('end');
  expect(outcome.expected).toBe(shape[3]);
  expect(referenceStates(readLitmus(written(dialect, shape)) as Program)).toEqual(outcome.states);
});

const run = (text: string) => {
  const outcome = runLitmus(text);
  if (outcome.kind !== 'explored') throw new Error(JSON.stringify(outcome));
  return outcome;
};

test('a program that flushes is asked about crashes', () => {
  const program = (flush: string) =>
    `X86_64 commit\n{ }\n P0 ;\n movl $1,(x) ;\n ${flush} ;\n sfence ;\n movl $1,(y) ;\n~exists (x=0 /\\ y=1)`;
  for (const flush of ['clflush (x)', 'clflushopt (x)', 'clwb (x)']) {
    expect(run(program(flush))).toMatchObject({ expected: true, program: { moment: 'crash' } });
  }
  expect(run(program('clwb (y)')).expected).toBe(false);
});

test('initial values, typed locations, addresses in registers, comments and listed locations', () => {
  const text = `X86_64 mixed
(* a comment (* within *) one *)
{ uint64_t x = 258; 0:rdi = x; 0:rax = 7; [y] = 3; }
 P0               ;
 movb (%rdi),%bl  ; (* the low byte *)
 movb 1(%rdi),%cl ;
 movq %rax,(y)    ;
locations [y; 0:rbx;]
forall (0:rbx=2 /\\ 0:rcx=1)
`;
  const { program, states, expected } = run(text);
  expect(program.observed).toEqual(['0:rbx', '0:rcx', 'y']);
  expect(states).toEqual([[2, 1, 7]]);
  expect(expected).toBe(true);
});

test('jumps forward become branches, locked instructions and streaming stores are read', () => {
  const text = `X86_64 guard
{ }
 P0               | P1              ;
 movl $1,%ecx     | movl (x),%eax   ;
 movntil %ecx,(x) | cmpl $1,%eax    ;
 sfence           | jne L1          ;
 movl $2,%edx     | movl $1,(y)     ;
 xchgl %edx,(z)   | L1: nop         ;
 movl $2,%eax     |                 ;
 lock cmpxchgl %ecx,(z) |           ;
exists (y=1 /\\ z=1 /\\ 0:rdx=0 /\\ 0:rax=2)
`;
  const { expected, states } = run(text);
  const program = readLitmus(text) as Program;
  expect(program.threads[1]?.[1]).toMatchObject({ op: 'if', register: 'rax', value: 1 });
  expect(expected).toBe(true);
  expect(referenceStates(program)).toEqual(states);
});

const head = 'X86_64 t\n{ }\n P0 ;\n';

test.each([
  ['PPC t\n{ }\n P0 ;\nexists (x=1)', 1, 'expected litmus "NAME", or X86, X86_64 or AArch64'],
  [`${head} addl $1,(x) ;\nexists (x=1)`, 4, 'expected an instruction (mov,'],
  [`${head} movl $1,8(%rdi) ;\nexists (x=1)`, 4, 'expected rdi to hold an address'],
  [`${head} cmpxchgl %ecx,(x) ;\nexists (x=1)`, 4, 'expected lock before cmpxchg'],
  [`${head} L: movl $1,(x) ;\n jmp L ;\nexists (x=1)`, 5, 'a jump forward to a label'],
  [`${head} je L ;\n L: nop ;\nexists (x=1)`, 4, 'expected a cmp before it'],
  [`${head} movl $1,(x)\nexists (x=1)`, 4, 'expected ; after the row'],
  [`${head} movl $1,(x) ;\n`, 2, 'expected a condition or locations'],
  [`${head} movl $1,(x) ;\nexists (0:xmm0=1)`, 5, 'expected a register of one of the threads'],
  ['X86_64 t\n{ x = y; }\n P0 ;\n nop ;\nexists (x=1)', 2, 'expected an integer in memory'],
])('a malformed herd file %#', (text, line, message) => {
  let caught: unknown;
  try {
    readLitmus(text);
  } catch (fault) {
    caught = fault;
  }
  expect(caught).toBeInstanceOf(LitmusFault);
  expect(caught).toMatchObject({ line });
  expect(String(caught)).toContain(message);
});

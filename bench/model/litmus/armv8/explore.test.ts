import { expect, test } from 'vitest';
import { LitmusFault } from '../program/fault.ts';
import { readLitmus } from '../read.ts';
import { runLitmus } from '../run.ts';

/** A test in herd's format; `setup` gives threads their registers, `rows` is the table. */
function arm(setup: string, rows: readonly string[], ask: string, information = ''): string {
  return `AArch64 t\n${information}\n{ ${setup} }\n${rows.map((row) => `${row} ;`).join('\n')}\n${ask}\n`;
}

function statesOf(text: string): string[] {
  const outcome = runLitmus(text);
  if (outcome.kind !== 'explored') throw new Error(JSON.stringify(outcome));
  return outcome.states.map((state) => state.join(''));
}

const commit = '0:X0=data; 0:X1=commit; 0:X2=1; 0:X3=1;';
const onData = 'exists (data=1 /\\ commit=1)';
const crash = 'At=crash';

/**
 * The nine programs that Cho, Lee, Raad and Kang (PLDI 2021) ran through their extension of rmem, with
 * the complete sets of states that it prints for non-volatile memory. Values 42 and 7 are 1 here.
 */
const nine: readonly [string, string, readonly string[]][] = [
  [
    'commit weak: nothing is cleaned',
    arm(commit, ['P0', 'STR X2,[X0]', 'STR X3,[X1]'], onData, crash),
    ['00', '01', '10', '11'],
  ],
  [
    'commit weak opt: a clean without a DSB',
    arm(commit, ['P0', 'STR X2,[X0]', 'DC CVAP,X0', 'STR X3,[X1]'], onData),
    ['00', '01', '10', '11'],
  ],
  [
    'commit 1: clean and DSB',
    arm(commit, ['P0', 'STR X2,[X0]', 'DC CVAP, X0', 'DSB SY', 'STR X3,[X1]'], onData),
    ['00', '10', '11'],
  ],
  [
    'commit 2: another thread cleans what it read',
    arm(
      '0:X0=data; 0:X1=1; 1:X0=data; 1:X1=commit; 1:X2=1;',
      [
        'P0 | P1',
        'STR X1,[X0] | LDR X3,[X0]',
        '| CMP X3,#0',
        '| B.EQ L',
        '| DC CVAP,X0',
        '| DSB SY',
        '| STR X2,[X1]',
        '| L:',
      ],
      onData,
    ),
    ['00', '10', '11'],
  ],
  [
    'commit 2 opt: the same without a DSB',
    arm(
      '0:X0=data; 0:X1=1; 1:X0=data; 1:X1=commit; 1:X2=1;',
      [
        'P0 | P1',
        'STR X1,[X0] | LDR X3,[X0]',
        '| CBZ X3,L',
        '| DC CVAP,X0',
        '| STR X2,[X1]',
        '| L:',
      ],
      onData,
    ),
    ['00', '01', '10', '11'],
  ],
  [
    'commit opt: two cleans, one DSB',
    arm(
      '0:X0=a; 0:X1=b; 0:X2=1; 0:X3=1; 1:X0=a; 1:X1=b; 1:X2=commit; 1:X3=1;',
      [
        'P0 | P1',
        'STR X2,[X0] | LDR X4,[X1]',
        'DMB SY | CMP X4,#0',
        'STR X3,[X1] | B.EQ L',
        '| DMB SY',
        '| DC CVAP,X0',
        '| DC CVAP,X1',
        '| DSB SY',
        '| STR X3,[X2]',
        '| L:',
      ],
      'exists (a=1 /\\ b=1 /\\ commit=1)',
    ),
    ['000', '010', '100', '110', '111'],
  ],
  [
    'flush mca: each cleans what the other wrote',
    arm(
      '0:X0=X; 0:X1=Y; 0:X2=Z; 0:X4=1; 1:X0=X; 1:X1=Y; 1:X3=W; 1:X4=1;',
      [
        'P0 | P1',
        'STR X4,[X0] | STR X4,[X1]',
        'DSB SY | DSB SY',
        'DC CVAP,X1 | DC CVAP,X0',
        'DSB SY | DSB SY',
        'STR X4,[X2] | STR X4,[X3]',
      ],
      'exists (Z=1 /\\ Y=1 /\\ X=1 /\\ W=1)',
    ),
    [
      '0000',
      '0001',
      '0010',
      '0011',
      '0100',
      '0101',
      '0110',
      '0111',
      '1000',
      '1010',
      '1011',
      '1100',
      '1101',
      '1110',
      '1111',
    ],
  ],
  [
    'fob: a message, then a clean of what was sent before it',
    arm(
      '0:X0=X; 0:X1=Y; 0:X2=1; 1:X0=X; 1:X1=Y; 1:X2=Z;',
      [
        'P0 | P1',
        'STR X2,[X0] | LDR X3,[X1]',
        'DMB SY | DMB SY',
        'STR X2,[X1] | DC CVAP,X0',
        '| DSB SY',
        '| STR X3,[X2]',
      ],
      'exists (Z=1 /\\ Y=1 /\\ X=1)',
    ),
    ['000', '001', '010', '011', '101', '111'],
  ],
  [
    'atomic persists: a transaction under a lock',
    arm(
      '0:X0=lock; 0:X1=X; 0:X2=Y; 0:X5=1; 1:X0=lock; 1:X1=X; 1:X3=Z; 1:X5=1;',
      [
        'P0 | P1',
        'LDAXR X6,[X0] | LDAXR X6,[X0]',
        'CMP X6,#0 | CMP X6,#0',
        'B.NE DEAD0 | B.NE DEAD1',
        'STXR W7,X5,[X0] | STXR W7,X5,[X0]',
        'CBNZ W7,DEAD0 | CBNZ W7,DEAD1',
        'STR X5,[X1] | LDR X8,[X1]',
        'STR X5,[X2] | CMP X8,#1',
        'DC CVAP,X1 | B.NE UNLOCK',
        'DSB SY | STR X5,[X3]',
        'DC CVAP,X2 | DC CVAP,X3',
        'DSB SY | DSB SY',
        'STLR XZR,[X0] | UNLOCK: STLR XZR,[X0]',
        'DEAD0: | DEAD1:',
      ],
      'exists (lock=1 /\\ Z=1 /\\ Y=1 /\\ X=1)',
    ),
    ['0000', '0001', '0010', '0011', '0111', '1000', '1001', '1010', '1011', '1111'],
  ],
];

test.each(nine)('%s: complete, as rmem has it', (_, text, states) => {
  expect(statesOf(text)).toEqual(states);
});

/** Shapes without persistency, with what aarch64.cat of herd says of their condition. */
const mp = '0:X1=x; 0:X3=y; 0:X0=1; 1:X1=x; 1:X3=y;';
const weak: readonly [string, string, readonly string[], string, boolean][] = [
  ['MP', mp, ['STR X0,[X1] | LDR X0,[X3]', 'STR X0,[X3] | LDR X2,[X1]'], '1:X0=1 /\\ 1:X2=0', true],
  [
    'MP+dmb+addr',
    mp,
    ['STR X0,[X1] | LDR X0,[X3]', 'DMB SY | EOR X4,X0,X0', 'STR X0,[X3] | LDR X2,[X1,X4]'],
    '1:X0=1 /\\ 1:X2=0',
    false,
  ],
  [
    'MP+dmb+ctrl',
    mp,
    ['STR X0,[X1] | LDR X0,[X3]', 'DMB SY | CBZ X0,L', 'STR X0,[X3] | L: LDR X2,[X1]'],
    '1:X0=1 /\\ 1:X2=0',
    true,
  ],
  [
    'MP+dmb+ctrlisb',
    mp,
    ['STR X0,[X1] | LDR X0,[X3]', 'DMB SY | CBZ X0,L', 'STR X0,[X3] | L: ISB', '| LDR X2,[X1]'],
    '1:X0=1 /\\ 1:X2=0',
    false,
  ],
  [
    'MP+rel+acq',
    mp,
    ['STR X0,[X1] | LDAR X0,[X3]', 'STLR X0,[X3] | LDR X2,[X1]'],
    '1:X0=1 /\\ 1:X2=0',
    false,
  ],
  [
    'LB',
    '0:X1=x; 0:X3=y; 0:X2=1; 1:X1=x; 1:X3=y; 1:X2=1;',
    ['LDR X0,[X1] | LDR X0,[X3]', 'STR X2,[X3] | STR X2,[X1]'],
    '0:X0=1 /\\ 1:X0=1',
    true,
  ],
  [
    'LB+datas',
    '0:X1=x; 0:X3=y; 1:X1=x; 1:X3=y;',
    [
      'LDR X0,[X1] | LDR X0,[X3]',
      'EOR X2,X0,X0 | EOR X2,X0,X0',
      'ADD X2,X2,#1 | ADD X2,X2,#1',
      'STR X2,[X3] | STR X2,[X1]',
    ],
    '0:X0=1 /\\ 1:X0=1',
    false,
  ],
  [
    'LB+addr-po+dmb',
    '0:X1=x; 0:X3=y; 0:X5=z; 0:X2=1; 1:X1=x; 1:X3=y; 1:X2=1;',
    [
      'LDR X0,[X1] | LDR X0,[X3]',
      'EOR X4,X0,X0 | DMB SY',
      'STR X2,[X5,X4] | STR X2,[X1]',
      'STR X2,[X3] |',
    ],
    '0:X0=1 /\\ 1:X0=1',
    false,
  ],
  [
    'LB+po-addr+dmb',
    '0:X1=x; 0:X3=y; 0:X5=z; 0:X2=1; 1:X1=x; 1:X3=y; 1:X2=1;',
    [
      'LDR X0,[X1] | LDR X0,[X3]',
      'STR X2,[X3] | DMB SY',
      'EOR X4,X0,X0 | STR X2,[X1]',
      'STR X2,[X5,X4] |',
    ],
    '0:X0=1 /\\ 1:X0=1',
    true,
  ],
  [
    'a load into XZR',
    '0:X1=x; 0:X3=y; 0:X0=1;',
    ['STR X0,[X1] |', 'LDR XZR,[X1] |', 'STR XZR,[X3] |', 'LDR X2,[X3] |'],
    '0:X2=1',
    false,
  ],
  [
    'SB+rel+acq',
    '0:X1=x; 0:X3=y; 0:X0=1; 1:X1=x; 1:X3=y; 1:X0=1;',
    ['STLR X0,[X1] | STLR X0,[X3]', 'LDAR X2,[X3] | LDAR X2,[X1]'],
    '0:X2=0 /\\ 1:X2=0',
    false,
  ],
  [
    'SB+rel+acqpc',
    '0:X1=x; 0:X3=y; 0:X0=1; 1:X1=x; 1:X3=y; 1:X0=1;',
    ['STLR X0,[X1] | STLR X0,[X3]', 'LDAPR X2,[X3] | LDAPR X2,[X1]'],
    '0:X2=0 /\\ 1:X2=0',
    true,
  ],
  [
    '2+2W+dmbs',
    '0:X1=x; 0:X3=y; 0:X0=1; 0:X2=2; 1:X1=x; 1:X3=y; 1:X0=1; 1:X2=2;',
    ['STR X2,[X1] | STR X2,[X3]', 'DMB ST | DMB ST', 'STR X0,[X3] | STR X0,[X1]'],
    'x=2 /\\ y=2',
    false,
  ],
];

test.each(weak)('%s: as Armv8 says', (_, setup, rows, condition, allowed) => {
  const outcome = runLitmus(arm(setup, ['P0 | P1', ...rows], `exists (${condition})`));
  expect(outcome).toMatchObject({ kind: 'explored', expected: allowed });
});

test('where the energy of ADR fails, only a clean to deep persistence helps', () => {
  const text = (clean: string) =>
    arm(
      commit,
      ['P0', 'STR X2,[X0]', `DC ${clean},X0`, 'DSB SY', 'STR X3,[X1]'],
      onData,
      'Mode=adr-fails',
    );
  expect(statesOf(text('CVAP'))).toEqual(['00', '01', '10', '11']);
  expect(statesOf(text('CVADP'))).toEqual(['00', '10', '11']);
});

test.each([
  ['SWP X0,X1,[X2]', 5, 'expected an AArch64 instruction'],
  ['L: B L', 5, 'expected a jump forward'],
  ['DSB ST', 5, 'expected an AArch64 instruction'],
  ['STR X2,[X0,#8]', 5, 'expected an AArch64 instruction'],
])('refused: %s', (row, line, message) => {
  let caught: unknown;
  try {
    readLitmus(arm(commit, ['P0', row], onData));
  } catch (fault) {
    caught = fault;
  }
  expect(caught).toBeInstanceOf(LitmusFault);
  expect(caught).toMatchObject({ line });
  expect(String(caught)).toContain(message);
});

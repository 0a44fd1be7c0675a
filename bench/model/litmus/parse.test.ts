import { expect, test } from 'vitest';
import { parseLitmus } from './parse.ts';
import { LitmusFault } from './program/fault.ts';

const head = 'litmus "t"\nlines x z | y\n';
const whole = `${head}thread\n  store x 1\nobserve x y\n`;

function faultOf(text: string): { line: number; message: string } {
  try {
    parseLitmus(text);
  } catch (caught) {
    if (caught instanceof LitmusFault) return { line: caught.line, message: caught.message };
    throw caught;
  }
  throw new Error(`parsed: ${text}`);
}

test('the example of the format', () => {
  const program = parseLitmus(`
    litmus "clwb orders with sfence"
    lines x | y              # a comment
    mode adr
    thread
      store x 1
      clwb x
      sfence
      store y 1
    observe x y
    expect 0,0 1,0 1,1
  `);
  expect(program).toEqual({
    name: 'clwb orders with sfence',
    mode: 'adr',
    lines: [['x'], ['y']],
    threads: [
      [
        { op: 'store', location: 'x', value: 1 },
        { op: 'clwb', location: 'x' },
        { op: 'sfence' },
        { op: 'store', location: 'y', value: 1 },
      ],
    ],
    sizes: {},
    initial: {},
    moment: 'crash',
    observed: ['x', 'y'],
    condition: null,
    expected: [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
  });
});

test('nested branches, carriage returns, several expect lines, a # in the name', () => {
  const program = parseLitmus(
    'litmus "a # b"\r\nlines x|y\r\nthread\r\nxchg r x 1\r\nif r == 0\r\nload s y\r\nif s == -1\r\n' +
      'store y 2\r\nend\r\nend\r\nobserve x\r\nexpect 1\r\nexpect 0 1',
  );
  expect(program.name).toBe('a # b');
  expect(program.expected).toEqual([[0], [1]]);
  expect(program.threads[0]?.[1]).toMatchObject({
    op: 'if',
    value: 0,
    body: [{ op: 'load' }, { op: 'if', value: -1, body: [{ op: 'store' }] }],
  });
});

test('without a lines declaration every location has a line of its own', () => {
  const { lines } = parseLitmus('litmus "t"\nthread\nstore x 1\nload r y\nobserve z x');
  expect(lines).toEqual([['x'], ['y'], ['z']]);
});

test('procedures and loops are written out, and faults keep the line that was written', () => {
  const text = [
    'litmus "t"',
    'procedure append N V',
    '  store slot$N $V',
    '  clwb slot$N',
    'endprocedure',
    'thread',
    'repeat I 1 2',
    '  repeat J 3 3',
    '    call append $I$J $I',
    '  endrepeat',
    'endrepeat',
    'observe slot13 slot23',
  ];
  expect(parseLitmus(text.join('\n')).threads).toEqual([
    [
      { op: 'store', location: 'slot13', value: 1 },
      { op: 'clwb', location: 'slot13' },
      { op: 'store', location: 'slot23', value: 2 },
      { op: 'clwb', location: 'slot23' },
    ],
  ]);
  expect(faultOf(text.join('\n').replace('clwb slot$N', 'clwb'))).toMatchObject({ line: 4 });
});

test.each([
  ['litmus "t"\nthread\ncall f', 3, 'expected a procedure above, found "f"'],
  ['litmus "t"\nprocedure f A\nendprocedure\nthread\ncall f', 5, 'expected call f A'],
  ['litmus "t"\nprocedure f\nthread', 2, 'expected an endprocedure for this procedure'],
  ['litmus "t"\nthread\nrepeat I 1 2\nstore x $J\nendrepeat', 4, 'a parameter or counter after $'],
  ['litmus "t"\nthread\nrepeat I 1 9999999\nendrepeat', 3, 'expected at most 2000 rounds'],
  [
    'litmus "t"\nprocedure f\ncall f\nendprocedure\nthread\ncall f',
    3,
    'at most 20 levels of calls',
  ],
  [
    'litmus "t"\nthread\nrepeat I 1 99\nrepeat J 1 99\nstore x 1\nendrepeat\nendrepeat',
    5,
    'expected at most 2000 lines once written out',
  ],
  ['', 1, 'expected litmus "NAME"'],
  ['store x 1', 1, 'expected litmus "NAME" first, found "store x 1"'],
  ['litmus t', 1, 'expected litmus "NAME"'],
  ['litmus "t', 1, 'expected a closing quote'],
  ['litmus "t"\nlitmus "u"', 2, 'expected litmus only once'],
  ['litmus "t"\nlines x | | y', 2, 'expected locations around each |'],
  ['litmus "t"\nlines x | y x', 2, 'expected each location once, found "x"'],
  ['litmus "t"\nlines 1x', 2, 'expected a name of letters, digits and _, found "1x"'],
  [
    'litmus "t"\nmode nvram',
    2,
    'expected mode and one of adr, eadr, gpf, adr-fails, gpf-fails, found',
  ],
  [`${head}store x 1`, 3, 'expected a thread before it'],
  [`${head}thread 2`, 3, 'expected nothing after thread'],
  [`${head}thread\nstore x`, 4, 'expected store L V, found "store x"'],
  [
    `${head}thread\nstore x one`,
    4,
    'expected an integer or a register that this thread has loaded before, found "one"',
  ],
  [`${head}thread\nstore x 99999999999999999`, 4, 'expected an integer'],
  [`${head}thread\nsfence x`, 4, 'expected nothing after sfence'],
  [`${head}thread\nfence`, 4, 'expected an operation (store, ntstore,'],
  [`${head}thread\n__proto__ x 1`, 4, 'expected an operation'],
  [`${head}thread\nstore w 1\nobserve x`, 4, 'expected a location that lines declares (x, z, y)'],
  [`${head}thread\nstore x 1\nobserve w`, 5, 'expected a location that lines declares'],
  [`${head}thread\nif r == 1`, 4, 'expected a register that this thread has loaded before'],
  [`${head}thread\nload r x\nif r = 1`, 5, 'expected if R == V or if R != V, found "if r = 1"'],
  [`${head}thread\nload r x\nif r == 1\nobserve x`, 5, 'expected an end for this if'],
  [`${head}thread\nend`, 4, 'expected an if before it'],
  [`${head}observe x`, 3, 'expected at least one thread'],
  [`${head}thread\nstore x 1`, 4, 'expected an observe line'],
  [`${head}thread\nstore x 1\nobserve`, 5, 'expected observe and at least one location'],
  [`${head}init x`, 3, 'expected init L V'],
  [`${head}init x 1\ninit x 2`, 4, 'expected each whole location once'],
  [`${head}thread\nload r x\nstore y s`, 5, 'loaded before, found "s"'],
  [`${head}thread\nload r x\nobserve 0:r`, 5, 'expected a location, since a crash loses registers'],
  [`${head}thread\nload r x\nfinal 1:r`, 5, 'expected a register that its thread loads'],
  [`${head}thread\nstore x:4 1\nobserve x`, 4, 'expected lines to declare the size of x'],
  ['litmus "t"\nlines x:4\nthread\nstore x+4:4 1\nobserve x', 4, 'a part of the 4 bytes of x'],
  ['litmus "t"\nlines x:4\nthread\nstore x+1:2 1\nobserve x', 4, 'at a multiple of that'],
  [
    'litmus "t"\nlines x:1\nthread\nstore x 256\nobserve x',
    5,
    'an unsigned value of 1 bytes for x',
  ],
  [`${whole}exists (x=1`, 6, 'expected )'],
  [`${whole}exists (x=1 y=1)`, 6, 'expected ), found "y"'],
  [`${whole}exists (w=1)`, 6, 'expected what observe names, found "w"'],
  [`${whole}forall ${'('.repeat(300)}`, 6, 'expected at most 200 levels'],
  [`${whole}expect`, 6, 'expected states such as 0,0 1,0 after expect'],
  [`${whole}expect 0,0 1`, 6, 'expected states of 2 values, as observe has, found "1"'],
  [`${whole}expect 0,,0`, 6, 'expected an integer'],
  [`${whole}expect 0;0`, 6, 'expected an integer, found "0;0"'],
  [`${whole}${'thread\nstore x 1\n'.repeat(9)}`, 20, 'expected at most 8 threads'],
  [`${head}thread\n${'store x 1\n'.repeat(300)}`, 260, 'expected at most 256 operations'],
  ['#'.repeat(70_000), 1, 'expected at most 65536 characters'],
])('a malformed file %#', (text, line, message) => {
  const fault = faultOf(text);
  expect(fault.line).toBe(line);
  expect(fault.message).toContain(message);
});

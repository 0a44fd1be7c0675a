import { expect, test } from 'vitest';
import { initialStateOf } from './initial-state.ts';

test('locations have values and sizes, registers values and addresses; an address alone makes a location', () => {
  const { locations, registers } = initialStateOf({
    text: '\nx=1; int32_t y=2;\n0:rax=-3; 1:rdi=x; 1:rsi=z;',
    line: 4,
  });
  expect([...locations]).toEqual([
    ['x', { value: 1, size: null }],
    ['y', { value: 2, size: 4 }],
    ['z', { value: 0, size: null }],
  ]);
  expect(registers).toEqual([
    { thread: 0, register: 'rax', value: -3, line: 6 },
    { thread: 1, register: 'rdi', value: 'x', line: 6 },
    { thread: 1, register: 'rsi', value: 'z', line: 6 },
  ]);
});

test.each(['x=&y', 'float x=1', 'x==1', '0:rax=9007199254740992'])('%s is refused', (text) => {
  expect(() => initialStateOf({ text, line: 1 })).toThrow();
});

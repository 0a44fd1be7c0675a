import { expect, test } from 'vitest';
import { pageSize } from '../machine/page.ts';
import { Pool } from './pool.ts';

test('an image that is what lies under it has no pages, and the pool one that can be mapped', () => {
  const pool = new Pool();
  expect(pool.add(new Map([[0, Buffer.alloc(pageSize, 1)]]), new Map())).toBe(0);
  expect([...new Uint32Array(pool.images.buffer, pool.images.byteOffset, 1)]).toEqual([0]);
  expect(pool.pages.length).toBe(pageSize);
});

test('a page is kept once, whichever images have it', () => {
  const pool = new Pool();
  const image = new Map([[8, Buffer.from('half')]]);
  expect([pool.add(new Map(), image), pool.add(new Map(), image)]).toEqual([0, 3]);
  expect(pool.pages.length).toBe(pageSize);
});

import { expect, test } from 'vitest';
import { isApart } from './apart.ts';
import { fileOf, pathOf } from './path.ts';

const part = (content: string) => ({
  content: content.replace(/[[\]]/g, ''),
  dynamic: content.startsWith('['),
  spread: content.startsWith('[...'),
});
/** `/threads/[id]/[message].eml` as Astro splits it. */
const segments = (pattern: string) =>
  pattern
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) =>
      segment
        .split(/(\[[^\]]*\])/)
        .filter((content) => content !== '')
        .map(part),
    );

test.each([
  ['/threads/[id]/[...page]', { id: 't-1', page: undefined }, 'page', 'threads/t-1/index.html'],
  ['/threads/[id]/[...page]', { id: 't-1', page: '2' }, 'page', 'threads/t-1/2/index.html'],
  ['/threads/[...page]', { page: 'page/3' }, 'page', 'threads/page/3/index.html'],
  ['/threads/[...page]', {}, 'page', 'threads/index.html'],
  ['/threads/[id].mbox', { id: 't-1' }, 'endpoint', 'threads/t-1.mbox'],
  ['/threads/[id]/[message].eml', { id: 't', message: 'm' }, 'endpoint', 'threads/t/m.eml'],
  ['/search/head.json', {}, 'endpoint', 'search/head.json'],
] as const)('a file of %s with %o as %s', (pattern, params, type, file) => {
  expect(fileOf({ type }, pathOf({ segments: segments(pattern) }, params))).toBe(file);
});

test('endpoints and pages with parameters are apart; a page that stands alone is not', () => {
  const apart = { whole: ['/search/'], split: ['/threads/'] };
  const is = (route: string, type: 'page' | 'endpoint', ...params: string[]) =>
    isApart(apart, { route, type, params });
  expect(is('/threads/[id]/[...page]', 'page', 'id', '...page')).toBe(true);
  expect(is('/search/head.json', 'endpoint')).toBe(true);
  expect(is('/search', 'page')).toBe(false);
  expect(is('/claims/[id].json', 'endpoint', 'id')).toBe(false);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markTerms, type Term } from './terms.ts';

const terms: Term[] = [
  { spellings: ['clwb'], is: 'An instruction "of x86".', href: '/glossary/#clwb' },
  { spellings: ['log force', 'log forces'], is: 'A wait.', href: '/glossary/#log-force' },
];
const clwb =
  '<a class="term" href="/glossary/#clwb" data-is="An instruction &quot;of x86&quot;.">CLWB</a>';

test('the first use of a word is linked, a later one and a part of another word are not', () => {
  expect(markTerms('<p>map-sync-clwb, CLWB, then CLWB</p>', terms)).toBe(
    `<p>map-sync-clwb, ${clwb}, then CLWB</p>`,
  );
  expect(markTerms('<p>two log forces</p>', terms)).toContain('>log forces</a>');
});

test('links, headings, code and mail stay as they are', () => {
  for (const html of [
    '<a href="/x">CLWB</a>',
    '<h2>CLWB <span>CLWB</span></h2>',
    '<p><code>CLWB</code></p>',
    '<div class="mail" tabindex="0"><div class="own">CLWB</div></div>',
    '<p title="CLWB"><!-- CLWB --></p>',
  ])
    expect(markTerms(html, terms)).toBe(html);
  expect(markTerms('<h2>CLWB</h2><p>a<br>CLWB</p>', terms)).toBe(
    `<h2>CLWB</h2><p>a<br>${clwb}</p>`,
  );
});

test('nothing but links is added', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<a href="/">',
    '</a>',
    'CLWB',
    ' log force ',
    '<br>',
    'x &amp; y',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const html = pieces.join('');
      expect(markTerms(html, terms).replaceAll(/<a class="term"[^>]*>([^<]*)<\/a>/g, '$1')).toBe(
        html,
      );
    }),
  );
});

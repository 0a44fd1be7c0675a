import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CheerioAPI, load } from 'cheerio';
import { z } from 'zod';
import type { Finding } from '../../data/schema/finding.ts';
import { Ruling } from '../../data/schema/ruling/ruling.ts';
import { pagesOf } from './pages-of.ts';

/** What a claim's page of a built site says, and its JSON twin. */
export interface RuledPage {
  readonly page: string;
  readonly claim: string;
  readonly title: string;
  readonly review: string;
  readonly ruling: Ruling;
  /** Of every verdict listed on the page, in its order. */
  readonly signs: readonly string[];
  /** Ruling chips in the head of the page. */
  readonly chips: readonly string[];
  /** Traces on the page with the conditions printed under them. */
  readonly traces: readonly string[];
}

const Twin = z.object({
  claim: z.object({ id: z.string(), title: z.string(), review: z.string() }),
  ruling: Ruling,
});

export function ruledPages(dist: string): readonly RuledPage[] {
  return pagesOf(dist)
    .filter((page) => /^claims\/c-[^/]*\/index\.html$/.test(page))
    .flatMap((page) => {
      const twin = page.replace(/\/index\.html$/, '.json');
      const { claim, ruling } = Twin.parse(JSON.parse(readFileSync(join(dist, twin), 'utf8')));
      if (!page.startsWith(`claims/${claim.id}/`)) return []; // a former id, which leads on
      const $ = load(readFileSync(join(dist, page), 'utf8'));
      return {
        page,
        claim: claim.id,
        title: claim.title,
        review: claim.review,
        ruling,
        signs: texts($, '.verdicts [data-bears]', (one) => one.attr('data-bears') ?? ''),
        chips: texts($, '.verdicts .verdict', (one) => one.text()),
        traces: texts(
          $,
          'figure.exhibit',
          (one) => `${one.attr('data-exhibit')}: ${one.find('.conditions').text()}`,
        ),
      };
    });
}

const texts = ($: CheerioAPI, selector: string, of: (one: ReturnType<CheerioAPI>) => string) =>
  $(selector)
    .toArray()
    .map((one) => of($(one)));

/** Pages that do not show one ruling a claim, and reviews whose rulings do not add up. */
export function checkRuledPages(dist: string): Finding[] {
  const pages = ruledPages(dist);
  const perReview = Map.groupBy(pages, ({ review }) => review);
  return [
    ...pages.flatMap(pageFaults),
    ...[...perReview].flatMap(([review, of]) => sumFaults(dist, review, of.length)),
  ];
}

function pageFaults({ page, chips, signs, ruling }: RuledPage): Finding[] {
  const finding = (what: string): Finding => ({ file: `dist/${page}`, what, next });
  const said = ruling.verdicts.map(({ bears }) => bears);
  return [
    ...(chips.length === 1 ? [] : [finding(`shows ${chips.length} rulings instead of one`)]),
    ...(chips[0]?.includes(ruling.word.split(' where ')[0] ?? '') === true
      ? []
      : [finding(`says ${chips[0]}, its JSON says ${ruling.word}`)]),
    ...(signs.join() === said.join() ? [] : [finding('shows other signs than its JSON')]),
  ];
}

const next = 'build it again with ./warrant site build';

function sumFaults(dist: string, review: string, claims: number): Finding[] {
  const page = `reviews/${review}/index.html`;
  const $ = load(readFileSync(join(dist, page), 'utf8'));
  const counts = texts($, '[data-standing]', (one) => one.attr('data-standing') ?? '0');
  const sum = counts.reduce((all, one) => all + Number(one), 0);
  if (sum === claims) return [];
  return [{ file: `dist/${page}`, what: `rules on ${sum} claims of ${claims}`, next }];
}

/** One claim for the terminal: its ruling, every sign, and its exhibit with conditions. */
export function ruledText({ claim, title, ruling, traces }: RuledPage): string {
  const signed = ruling.verdicts.map(
    ({ bears, verdict, scope, hypothesis, where }) =>
      `    ${bears.padEnd(8)} ${verdict.padEnd(12)} ${scope.padEnd(6)}${hypothesis}${Object.keys(where).length > 0 ? ` ${JSON.stringify(where)}` : ''}\n`,
  );
  const { exhibit } = ruling;
  const shown = exhibit
    ? `    exhibit  ${'trace' in exhibit ? exhibit.trace : exhibit.run} ${JSON.stringify(exhibit.conditions)}\n`
    : '';
  const drawn = traces.map((one) => `    on page  ${one.replace(/\s+/g, ' ')}\n`);
  return `${claim} ${title}\n    ${ruling.word} (${ruling.scopes.join(', ') || 'no scope'}): ${ruling.sentence}\n${signed.join('')}${shown}${drawn.join('')}`;
}

import { pieces } from '../lib/search/pieces.ts';
import { type Filters, rank } from '../lib/search/rank.ts';
import type { Doc, Facets, Shard } from '../lib/search/shapes.ts';
import { shardOf, tokens } from '../lib/search/tokens.ts';
import { element } from './dom.ts';

/** Results shown; narrowing the words finds the rest. */
const most = 50;

const form = document.querySelector<HTMLFormElement>('#search');
const list = document.querySelector<HTMLOListElement>('#results');
const found = document.querySelector<HTMLElement>('#found');
const base = form?.dataset['index'] ?? '/search/';
const files = new Map<string, Promise<unknown>>();

/** Each file of the index is fetched once. The site made them, so that their shapes are known. */
function file<T>(path: string): Promise<T> {
  const known = files.get(path) ?? fetch(base + path).then((response) => response.json());
  files.set(path, known);
  return known as Promise<T>;
}

const names = ['q', 'type', 'person', 'kind', 'stance', 'approach', 'ruling'] as const;
const field = (name: string) =>
  form?.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
const chosen = (name: string) => field(name)?.value ?? '';
let latest = 0;

async function search(): Promise<void> {
  latest += 1;
  const mine = latest;
  const words = tokens(chosen('q'));
  const filters: Filters = {
    type: chosen('type'),
    person: chosen('person'),
    kind: chosen('kind'),
    stance: chosen('stance'),
    approach: chosen('approach'),
    ruling: chosen('ruling'),
  };
  remember();
  if (words.length === 0 && Object.values(filters).every((value) => value === '')) {
    list?.replaceChildren();
    return;
  }
  const facets = await file<Facets>('facets.json');
  const shards = await Promise.all(
    words.map((word): Promise<Shard> | Shard => {
      const shard = shardOf(word);
      return facets.shards.includes(shard) ? file<Shard>(`terms/${shard}.json`) : {};
    }),
  );
  const matches = rank(words, shards, facets, filters);
  const items = await Promise.all(
    matches.slice(0, most).map(async ({ id, terms }) => {
      const doc = await docAt(id, facets.perChunk);
      return doc ? [itemOf(doc, terms)] : [];
    }),
  );
  if (mine !== latest) return;
  list?.replaceChildren(...items.flat());
  if (found)
    found.textContent = `${matches.length} found${matches.length > most ? `, the first ${most} shown` : ''}`;
}

async function docAt(id: number, perChunk: number): Promise<Doc | undefined> {
  const chunk = await file<readonly Doc[]>(`docs/${Math.floor(id / perChunk)}.json`);
  return chunk[id % perChunk];
}

/** A result with the words found marked; those that stand in text not shown here are named. */
function itemOf(doc: Doc, terms: readonly string[]): HTMLLIElement {
  const parts = { title: doc.title, words: doc.words ?? '', about: doc.about };
  const seen = new Set(tokens(Object.values(parts).join(' ')));
  const unseen = terms.filter((term) => !seen.has(term));
  return element(
    'li',
    { class: 'claimline' },
    element('a', { href: doc.href }, ...marked(parts.title, terms)),
    ' ',
    ...(parts.words === ''
      ? []
      : [element('q', { class: 'words' }, ...marked(parts.words, terms)), ' ']),
    element(
      'span',
      { class: 'meta' },
      `${doc.type} · `,
      ...marked(parts.about, terms),
      ...(unseen.length > 0 ? [' · its text has ', element('mark', {}, unseen.join(', '))] : []),
    ),
  );
}

const marked = (text: string, terms: readonly string[]) =>
  pieces(text, terms).map((piece) => (piece.hit ? element('mark', {}, piece.text) : piece.text));

/** The search is in the address, so that it can be shared and survives going back. */
function remember(): void {
  const state = new URLSearchParams(
    names.flatMap((name) => (chosen(name) ? [[name, chosen(name)]] : [])),
  );
  history.replaceState(null, '', state.size > 0 ? `?${state}` : location.pathname);
}

if (form) {
  const state = new URLSearchParams(location.search);
  for (const name of names) {
    const input = field(name);
    if (!input) continue;
    input.value = state.get(name) ?? '';
    input.disabled = false;
  }
  form.addEventListener('input', () => void search());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void search();
  });
  void search();
}

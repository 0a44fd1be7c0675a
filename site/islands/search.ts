import { leafFile, leafOf, leavesBelow } from '../lib/search/leaves.ts';
import { near } from '../lib/search/near.ts';
import { type Filters, passing, typesOf } from '../lib/search/passing.ts';
import { pieces } from '../lib/search/pieces.ts';
import { type Asked, byTitle, known, rank } from '../lib/search/rank.ts';
import {
  type Column,
  type ColumnName,
  columns,
  type Doc,
  type Head,
  type Shard,
} from '../lib/search/shapes.ts';
import { tokens } from '../lib/search/tokens.ts';
import { filesNear } from '../lib/search/vocabulary.ts';
import { element } from './dom.ts';

/** Results shown; narrowing the words finds the rest. */
const most = 50;

/** Matches whose titles are looked at: the best by their words. */
const mostTitles = 50;

/** Shorter words stand for themselves alone: too many begin so. */
const shortestBeginning = 3;

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
  const head = await file<Head>('head.json');
  const [{ asked, shards }, filtering] = await Promise.all([
    lookedUp(words, head),
    columnsFor(filters),
  ]);
  const types = typesOf(head);
  const matches = rank(asked, shards, types, passing(filters, types, filtering));
  const best = await Promise.all(
    matches.slice(0, mostTitles).map(async (match) => {
      const doc = await docAt(match.id, head.perChunk);
      return doc ? [{ ...match, doc }] : [];
    }),
  );
  if (mine !== latest) return;
  const shown = byTitle(words, best.flat()).slice(0, most);
  list?.replaceChildren(...shown.map(({ doc, terms }) => itemOf(doc, terms)));
  if (found) found.textContent = summary(matches.length, asked);
}

function summary(count: number, asked: readonly Asked[]): string {
  const meant = asked.flatMap(({ word, instead }) =>
    instead.length > 0 ? [`no page has “${word}”, taken for ${instead.join(' or ')}`] : [],
  );
  return [`${count} found${count > most ? `, the first ${most} shown` : ''}`, ...meant].join('; ');
}

async function columnsFor(filters: Filters): Promise<Partial<Record<ColumnName, Column>>> {
  const asked = columns.filter((name) => filters[name] !== '');
  const found = await Promise.all(asked.map((name) => file<Column>(`columns/${name}.json`)));
  return Object.fromEntries(asked.map((name, at) => [name, found[at]]));
}

/** The words with the files of the index that have them; those that none has, as what they may mean. */
async function lookedUp(
  words: readonly string[],
  head: Head,
): Promise<{ asked: Asked[]; shards: Shard[] }> {
  const leaves = new Set(head.leaves);
  const shardsOf = (some: readonly { readonly word: string; readonly prefix: boolean }[]) => {
    const names = some.flatMap(({ word, prefix }) =>
      prefix ? leavesBelow(word, leaves) : (leafOf(word, leaves) ?? []),
    );
    return Promise.all(
      [...new Set(names)].map((name) => file<Shard>(`terms/${leafFile(name)}.json`)),
    );
  };
  const plain = words.map((word, at) => ({
    word,
    prefix: at === words.length - 1 && word.length >= shortestBeginning,
    instead: [],
  }));
  const shards = await shardsOf(plain);
  if (plain.every((one) => known(one, shards))) return { asked: plain, shards };
  const asked = await Promise.all(
    plain.map(async (one) =>
      known(one, shards)
        ? one
        : { ...one, instead: near(one.word, await wordsNear(one.word, head)) },
    ),
  );
  const others = asked.flatMap(({ instead }) => instead.map((word) => ({ word, prefix: false })));
  return { asked, shards: [...new Set([...shards, ...(await shardsOf(others))])] };
}

/** Words as long as one and with its first or last letter, the most frequent first. */
async function wordsNear(word: string, { vocabulary }: Head): Promise<string[]> {
  const names = filesNear(word).filter((name) => vocabulary.includes(name));
  const found = await Promise.all(
    names.map((name) => file<Readonly<Record<string, number>>>(`words/${name}.json`)),
  );
  const counts = new Map(found.flatMap((words) => Object.entries(words)));
  return [...counts].sort(([, a], [, b]) => b - a).map(([other]) => other);
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
      element('span', { class: 'label' }, doc.type),
      ' · ',
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

/** Whoever wrote in the store can be chosen, not only those whose claims were reviewed. */
async function fillPeople(select: HTMLSelectElement): Promise<void> {
  const listed = new Set([...select.options].map((option) => option.value));
  const { values } = await file<Column>('columns/person.json');
  const others = values.filter((name) => !listed.has(name)).sort();
  if (others.length === 0) return;
  const options = others.map((name) => element('option', { value: name }, name));
  select.append(element('optgroup', { label: 'without a reviewed claim' }, ...options));
}

async function start(): Promise<void> {
  const state = new URLSearchParams(location.search);
  const people = field('person');
  if (people instanceof HTMLSelectElement) {
    // All names are a large file: fetched where somebody chooses one, or comes with one.
    if (state.has('person')) await fillPeople(people);
    else people.addEventListener('focus', () => void fillPeople(people), { once: true });
  }
  for (const name of names) {
    const input = field(name);
    if (!input) continue;
    input.value = state.get(name) ?? '';
    input.disabled = false;
  }
  const button = form?.querySelector('button');
  if (button) button.disabled = false;
  form?.addEventListener('input', () => void search());
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    void search();
  });
  void search();
}

if (form) void start();

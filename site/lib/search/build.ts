import type { ThreadId } from '../../../data/schema/ids.ts';
import { claims, type SiteClaim } from '../claims.ts';
import { instant } from '../format.ts';
import { glossary } from '../glossary.ts';
import { claimHref, href, slug } from '../href.ts';
import { once } from '../once.ts';
import { quoteOf } from '../quote.ts';
import { rulingKind, rulingWords } from '../ruling.ts';
import { store } from '../store.ts';
import { anchor, perPage, threadHref } from '../thread.ts';
import { plain } from '../visible.ts';
import type { Doc, Facets } from './shapes.ts';
import { shardOf, tokens } from './tokens.ts';

/** Documents in one file of the index. */
const perChunk = 100;
/** A word in the title counts as much as this many in the text. */
const titleWeight = 12;
/** More occurrences than this say nothing more. */
const mostCounted = 9;
/** A body is indexed up to here; what follows is seldom prose. */
const longestIndexed = 12_000;

interface Index {
  readonly docs: readonly Doc[];
  readonly facets: Facets;
  /** Words with their postings, by the file that has them. */
  readonly shards: ReadonlyMap<string, readonly (readonly [string, readonly number[]])[]>;
}

/** The index over claims, glossary and messages. Bodies stream through; only words are kept. */
export const searchIndex = once((): Index => {
  const builder = new Builder();
  for (const claim of claims()) {
    const words = exactWords(claim);
    const doc = {
      type: 'claim',
      title: claim.title,
      href: claimHref(claim.id),
      about: `${claim.author}, ${instant(claim.date)} · ${claim.kind}, ${claim.stance} · ${rulingWords(claim)}`,
      ...(words === '' ? {} : { words }),
    } as const;
    builder.add(doc, claim.author, `${words} ${claim.author} ${claim.approaches.join(' ')}`);
  }
  for (const entry of glossary()) {
    const at = href(`/glossary/#${slug(entry.term)}`);
    builder.add({ type: 'glossary', title: entry.term, href: at, about: entry.is }, null, entry.is);
  }
  addMessages(builder);
  return builder.done();
});

/** What was said, cut from the message: the repository keeps words of the seed alone. */
function exactWords(claim: SiteClaim): string {
  const quoted = quoteOf(claim)
    ?.runs.map((run) => run.text)
    .join('');
  return plain(quoted ?? claim.quote?.exact ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function addMessages(builder: Builder): void {
  let thread: ThreadId | undefined;
  let index = 0;
  for (const message of store()?.messages() ?? []) {
    index = message.threadId === thread ? index + 1 : 0;
    thread = message.threadId;
    const who = plain(message.from.name || message.from.address || 'unknown author');
    const doc = {
      type: 'message',
      title: plain(message.subject) || 'no subject',
      href: `${threadHref(thread, Math.floor(index / perPage) + 1)}#${anchor(message.messageId)}`,
      about: `${who}, ${instant(message.date)}${message.ghost ? ' · ghost' : ''}`,
    } as const;
    builder.add(doc, who, `${who} ${ownWords(message.body)}`);
  }
}

/** The author's prose: without quotes, and without the patch, which a code search serves better. */
function ownWords(body: string): string {
  const patch = body.search(/^(?:---|diff --git .*|Index: .*)$/m);
  const prose = patch === -1 ? body : body.slice(0, patch);
  return prose.slice(0, longestIndexed).replaceAll(/^ ?>.*$/gm, '');
}

class Builder {
  readonly #docs: Doc[] = [];
  readonly #people = new Map<string, number>();
  readonly #person: number[] = [];
  readonly #postings = new Map<string, number[]>();

  add(doc: Doc, person: string | null, text: string): void {
    const id = this.#docs.push(doc) - 1;
    this.#person.push(person === null ? -1 : this.#personIndex(person));
    const weights = new Map<string, number>();
    for (const word of tokens(text)) {
      weights.set(word, Math.min(mostCounted, (weights.get(word) ?? 0) + 1));
    }
    for (const word of new Set(tokens(doc.title))) {
      weights.set(word, (weights.get(word) ?? 0) + titleWeight);
    }
    for (const [word, weight] of weights) {
      const known = this.#postings.get(word);
      if (known) known.push(id, weight);
      else this.#postings.set(word, [id, weight]);
    }
  }

  #personIndex(name: string): number {
    const known = this.#people.get(name);
    if (known !== undefined) return known;
    this.#people.set(name, this.#people.size);
    return this.#people.size - 1;
  }

  done(): Index {
    const shards = Map.groupBy(this.#postings, ([word]) => shardOf(word));
    return {
      docs: this.#docs,
      shards,
      facets: {
        docs: this.#docs.length,
        perChunk,
        shards: [...shards.keys()].sort(),
        types: this.#docs.map((doc) => doc.type),
        people: [...this.#people.keys()],
        person: this.#person,
        claims: claims().map((claim) => ({
          kind: claim.kind,
          stance: claim.stance,
          ruling: rulingKind(claim),
          approaches: claim.approaches,
        })),
      },
    };
  }
}

import type { Claim } from '../../../data/schema/claim.ts';
import type { Message } from '../../../data/schema/message.ts';
import { claims, type SiteClaim } from '../claims.ts';
import { instant } from '../format.ts';
import { claimHref } from '../href.ts';
import { personName } from '../people.ts';
import { quoteOf } from '../quote.ts';
import { rulingKind, rulingWords } from '../ruling.ts';
import { store } from '../store.ts';
import { messageHref } from '../thread.ts';
import { plain } from '../visible.ts';
import type { Source } from './builder.ts';

/** Proposals of one message that are searched by themselves: those that weigh most. Its text has them all. */
const mostProposals = 3;
/** Longest title of a proposal, UTF-16 code units. */
const longest = 160;

export function* claimSources(): Generator<Source> {
  for (const claim of claims()) {
    const words = exactWords(claim);
    yield {
      doc: {
        type: 'claim',
        title: claim.title,
        href: claimHref(claim.id),
        about: `${claim.author}, ${instant(claim.date)} · ${claim.kind}, ${claim.stance} · ${rulingWords(claim)}`,
        ...(words === '' ? {} : { words }),
      },
      person: claim.author,
      text: `${words} ${claim.author} ${claim.approaches.join(' ')}`,
      labels: {
        kind: claim.kind,
        stance: claim.stance,
        ruling: rulingKind(claim),
        approaches: claim.approaches,
      },
    };
  }
}

/** What was said, cut from the message: the repository keeps words of the seed alone. */
function exactWords(claim: SiteClaim): string {
  const quoted = quoteOf(claim)
    ?.runs.map((run) => run.text)
    .join('');
  return folded(quoted ?? claim.quote?.exact ?? '');
}

const folded = (text: string) => plain(text).replaceAll(/\s+/g, ' ').trim();

/** Statements that extraction found and nobody reviewed. */
export function* proposalSources(): Generator<Source> {
  const reader = store();
  for (const message of reader?.messages() ?? []) {
    const found = [...(reader?.claims({ message: message.messageId, origin: 'extracted' }) ?? [])]
      .sort((a, b) => b.salience - a.salience || a.start - b.start)
      .slice(0, mostProposals);
    for (const claim of found) yield proposal(message, claim);
  }
}

function proposal(message: Message, claim: Claim): Source {
  const who = authorOf(message);
  const text = folded(claim.text);
  return {
    doc: {
      type: 'proposal',
      title: text.length > longest ? `${text.slice(0, longest).replace(/\s?\S*$/, '')} …` : text,
      href: `${messageHref(message.messageId)?.replace(/#.*/, '') ?? ''}#s-${claim.id}`,
      about: `${who}, ${instant(message.date)} · ${claim.kind}, ${claim.stance} · not reviewed`,
    },
    person: who,
    text: who,
    labels: { kind: claim.kind, stance: claim.stance, ruling: '', approaches: claim.approaches },
  };
}

export const authorOf = (message: Message): string =>
  plain(personName(message.from.name, message.from.address) || 'unknown author');

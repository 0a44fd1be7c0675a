import { type Analysis, contentWords } from '../read/analysis.ts';

/** Words that only show that somebody listens. */
const noises = new Set(
  (
    'ah aha oh ooh hm hmm hmmm heh haha wow whoops oops ouch sorry apologies thanks thank thx cheers hi hello hey dear welcome ' +
    'cool great nice neat interesting curious funny ok okay sure well right yes yeah yep fair enough good bad fine indeed ' +
    'ping bye regards best sincerely cc fwiw btw anyway anyways nod again too so much very then and but a an the for your my ' +
    'to you all guys folks everyone it that this is was i see got know idea worries problem please reply review reviewing feedback ' +
    'help response comments patch patches mail email time now here there later soon of on in do'
  ).split(' '),
);

/** Talk about the mails rather than what they are about. */
const process =
  /^(?:(?:so|and|but|also|well|anyway|btw|fwiw|ok|okay)[, ]+)*(?:(?:please )?(?:(?:add|cc|keep|see|find|check|look at|refer to|note that i)(?:ing)?\b.{0,60}\b(?:cc|loop|attached|above|below|thread|inline|here)\b)|let's add .{0,60} to cc|(?:i(?:'ll| will| can| could| shall)|will) (?:follow up|get back|let you know|take a (?:closer )?look|have a look|check (?:it|that|this)|look into (?:it|this|that)|send (?:out )?(?:a |the )?(?:new|next|updated|v\d|patch)|resend|repost|respin|post (?:a |the )?(?:new|next|updated|v\d))\b|(?:sorry|apologies|my apologies|thanks|thank you|many thanks|cheers|welcome)\b.{0,80}$|(?:does|do|would|is) (?:that|this|it) (?:make sense|sound (?:ok|okay|good|reasonable|right)|look (?:ok|okay|good|right|better)|help|work for you)|(?:any|your) (?:thoughts|comments|ideas|suggestions|feedback|opinions?)\b.{0,30}\?|(?:what do you think|thoughts|comments|makes? sense|no|yes|right|ok|okay|see (?:the|my) point|what do others think)\b.{0,20}\?$|(?:here is|here's|attached is|see|below is|following is) .{0,40}:?$|(?:more )?(?:comments|replies|responses|answers|see) (?:are )?(?:below|inline|above)|just (?:a )?(?:ping|minor|nit)|.{0,20}\bbear with me\b|i have(?:n't| not) had (?:a |the )?(?:chance|time)|(?:i was|i am|i'm) (?:away|on vacation|on holiday|travell?ing|offline)|hope (?:this|that|it) helps|let me know\b|feel free to (?:ping|reach|contact|mail)|you (?:can|may) add:?$|\/me \w+)/i;

/** Numbers and punctuation without a sentence around them: a log, a listing, a table. */
function isListing({ tokens, statement }: Analysis): boolean {
  if (
    /^\[\s*\+?\d|^[bcdlps-][rwx-]{6,}|\b[rwx-]{9}\b|^#\d|^\d+\s+root\b|^\S{1,120}\.\w{1,4}:\d+(?::\d+)?:\s/.test(
      statement.text,
    )
  )
    return true;
  const words = tokens.filter(
    ({ word }) => /^\p{L}{2,}$/u.test(word) && word === word.toLowerCase(),
  );
  return tokens.length >= 6 && words.length / tokens.length < 0.3;
}

/** Announces what follows and says nothing itself. */
const announces = ({ tokens, statement }: Analysis) =>
  tokens.length <= 9 && /:\s*$/.test(statement.text) && statement.before !== 'own';

/** A piece of a sentence: no capital at its start and no stop at its end, in few words. */
const isPiece = ({ tokens, statement: { text, listItem } }: Analysis) =>
  !listItem && tokens.length <= 6 && /^["'(]?\p{Ll}/u.test(text) && !/[.!?)"'…]\s*$/.test(text);

/**
 * Whether a statement is none that a reader of the argument would miss: noises, talk about the mails,
 * listings, announcements, pieces of sentences. A precise rule of general English, checked against
 * annotators (docs/claims.md); the classifier's `none` takes the rest.
 */
export function isChaff(analysis: Analysis): boolean {
  const text = analysis.statement.text.replace(/\s+/g, ' ').slice(0, 400).trim();
  const words = analysis.tokens.filter(({ word }) => /[\p{L}\p{N}]/u.test(word));
  if (words.length <= 12 && words.every(({ word }) => noises.has(word))) return !isVote(text);
  if (words.length <= 24 && process.test(text)) return true;
  return isListing(analysis) || announces(analysis) || isPiece(analysis);
}

/** A bare yes or no says which side its author takes, and is kept. */
const isVote = (text: string) =>
  /^(?:yes|yeah|yep|no|nope|agreed?|i agree|right|exactly|indeed|ok|okay|sure|fair enough|fine)\b[^?]*$/i.test(
    text,
  ) && !/\b(?:thanks|sorry|got it|see)\b/i.test(text);

/** Share of full weight that a statement's substance gives its confidence: "OK, will do." decides and says nothing. */
export function substance({ tokens }: Pick<Analysis, 'tokens'>): number {
  return Math.min(1, (1 + contentWords(tokens).size) / 6);
}

import type { ClaimKind, Stance } from '../../data/schema/claim.ts';
import type { Analysis } from './analysis.ts';
import type { Cue } from './cues.ts';
import { imperativeVerb } from './imperative.ts';
import type { CueClass } from './lexicon.ts';

export type Kind = ClaimKind | 'none';

/** A label, how sure a rule is of it, and the words that decided, for the reader. */
export interface Ruled<Label extends string> {
  readonly label: Label;
  readonly confidence: number;
  /** Null where nothing but the default decided. */
  readonly cue: string | null;
}

/** Kind by rule, in the order of the annotation guide: the first that fits. */
export function ruleKind(analysis: Analysis): Ruled<Kind> {
  for (const rule of kindRules) {
    const found = rule(analysis);
    if (found) return found;
  }
  return { label: 'claim', confidence: 0.4, cue: null };
}

type KindRule = (analysis: Analysis) => Ruled<Kind> | null;

const size = ({ tokens }: Analysis) =>
  tokens.filter(({ word }) => /[\p{L}\p{N}]/u.test(word)).length;

/** The first phrase of a class that stands in the statement, within its first `within` words. */
export function phrase(
  analysis: Analysis,
  cue: CueClass,
  within = Number.POSITIVE_INFINITY,
): Cue | null {
  return analysis.cues.find((c) => c.cue === cue && c.at <= within) ?? null;
}

/** The words of a cue as the author wrote them. */
export function spelled({ statement, tokens }: Analysis, cue: Pick<Cue, 'at' | 'length'>): string {
  const first = tokens[cue.at];
  const last = tokens[Math.min(tokens.length, cue.at + cue.length) - 1];
  if (!first || !last) return '';
  return statement.text.slice(first.start, last.end).replace(/\s+/g, ' ').slice(0, 80);
}

function ruled(
  analysis: Analysis,
  label: Kind,
  confidence: number,
  cue: Cue | null,
): Ruled<Kind> | null {
  return cue && { label, confidence, cue: `“${spelled(analysis, cue)}”` };
}

const has = (analysis: Analysis, ...phrases: readonly string[]) =>
  analysis.cues.find((c) => phrases.includes(c.phrase)) ?? null;

const kindRules: readonly KindRule[] = [
  function chatter(a) {
    if (size(a) <= 2 && a.isQuestion && has(a, '^thoughts', '^any thoughts', '^make sense'))
      return ruled(a, 'none', 0.8, a.cues[0] ?? null);
    return ruled(a, 'none', 0.6, size(a) <= 30 ? phrase(a, 'chatterPhrase') : null);
  },
  function announces(a) {
    const last = a.tokens.at(-1);
    return last?.word === ':' && size(a) <= 9
      ? { label: 'none', confidence: 0.6, cue: 'announces what follows' }
      : null;
  },
  function bareDecision(a) {
    if (a.isQuestion) return null;
    if (size(a) <= 3)
      return ruled(
        a,
        'decision',
        0.8,
        has(
          a,
          '^ok',
          '^okay',
          '^fair enough',
          '^done',
          '^fixed',
          '^will do',
          '^applied',
          '^queued',
          '^merged',
          '^nack',
          '^nak',
          '^never mind',
          '^dropped',
          '^removed',
          '^sold',
        ),
      );
    return ruled(a, 'decision', 0.8, has(a, ...decisive));
  },
  function asks(a) {
    if (!a.isQuestion) return null;
    const pushes = has(
      a,
      'why not',
      'how about',
      'what about',
      'why do we not',
      'can you not just',
      'could we',
      'maybe we',
      'perhaps we',
      'can we',
    );
    if (
      pushes &&
      a.classes.has('shouldPhrase') &&
      has(a, 'how about', 'why not', 'why do we not', 'can you not just')
    )
      return ruled(a, 'position', 0.55, pushes);
    if (a.classes.has('evaluation') && a.classes.has('negation'))
      return { label: 'claim', confidence: 0.5, cue: 'a question that asserts' };
    return { label: 'issue', confidence: 0.7, cue: 'asks a question' };
  },
  (a) =>
    ruled(
      a,
      'issue',
      0.6,
      has(
        a,
        'open question',
        'question is',
        'i wonder',
        'wonder',
        'to ponder',
        'like to understand',
        'more thought and discussion',
        'there is also the question',
        'problem though',
        'unclear',
        'curious',
        'not clear',
      ),
    ),
  function proposes(a) {
    const verb = imperativeVerb(a.tokens);
    const should = has(a, ...proposing);
    if (should && !a.classes.has('past')) return ruled(a, 'position', 0.65, should);
    if (verb) return { label: 'position', confidence: 0.55, cue: `imperative “${verb}”` };
    return null;
  },
  (a) =>
    a.classes.has('opinion') && a.classes.has('past')
      ? null
      : ruled(a, 'requirement', 0.6, has(a, ...requiring)),
  (a) =>
    ruled(
      a,
      'evidence',
      0.6,
      has(
        a,
        'for example',
        'for instance',
        'i have run',
        'i ran',
        'i tested',
        'i tried',
        'i measured',
        'we measured',
        'we found',
        'i found',
        'commit',
        'as of',
        'according to',
        'order of magnitude',
        'NUM %',
        'let us say',
        'say we',
        'suppose',
        'imagine',
        'years ago',
        'in my experience',
        'my experience',
        'used to',
        'e.g',
        'in fact',
      ),
    ),
  function factual(a) {
    if (
      a.classes.has('evaluation') ||
      a.classes.has('opinion') ||
      a.classes.has('hedge') ||
      a.classes.has('future')
    )
      return null;
    const code = a.tokens.find(({ word }) => word === 'CODE' || word === 'REF' || word === 'URL');
    if (code)
      return {
        label: 'evidence',
        confidence: 0.5,
        cue: `names “${a.statement.text.slice(code.start, code.end).slice(0, 40)}”`,
      };
    const past = a.classes.has('past') && !a.classes.has('second') ? phrase(a, 'past') : null;
    return ruled(a, 'evidence', 0.45, past ?? phrase(a, 'evidencePhrase', 4));
  },
];

const decisive = [
  '^fair enough',
  'i accept',
  'i do not object',
  'i will not object',
  'sounds like a plan',
  'i do not mind',
  'no problem with',
  'not have a problem with',
  'you have convinced',
  'then let us',
  'i can agree',
  'i would accept',
  'my bad',
  'an oversight',
  'i missed',
  'fixed in',
  'let us start',
  'happy to go',
  'i concede',
  'i withdraw',
  'withdrawn',
  'retract',
  'take back',
  'you convinced',
  'convinced me',
  'i give up',
  'i can live',
  'we decided',
  'i decided',
  'decided on',
  'decided to',
  'i agreed',
  'we agreed',
  'it was agreed',
  'no objection',
  'no objections',
  'nack',
  'nak',
  'nacked',
  'not ready to ack',
  'i refuse',
  'will not merge',
  'will not take',
  'will not accept',
  'let us go with',
  'fine by me',
  'i am fine with',
  'i am ok with',
  'i am okay with',
  'am okay with',
  'okay with that',
  'ok with that',
  'i can drop',
  'stick with',
  'i can stick',
  'we are not going',
  'i am not going',
  'i will fix',
  'i will change',
  'i will drop',
  'i will remove',
  'i will send',
  'i will update',
  'i will rework',
  'i will do',
  'will change it',
  '^will fix',
  '^will change',
  '^will add',
  '^will drop',
  '^will remove',
  '^will update',
  '^safe to',
  'not insist',
  'putting my foot down',
  'my mistake',
  'i was wrong',
  'jumping to conclusion',
  'will respin',
  'picked up',
  'applied to',
  'so be it',
  'let us do that',
  'happy to drop',
  'stand corrected',
  'point taken',
  'will go with',
  'will rename',
  'will rework',
  'will repost',
  'will resend',
  'i will take',
  'i will apply',
  'i will queue',
  'i will merge',
  'we will drop',
  'we will fix',
  'we will go',
  'settled on',
  'have agreed',
  'has agreed',
  'the conclusion',
  'i have dropped',
  'i have removed',
  'i have changed',
  'changed it to',
  'i have applied',
  'will not apply',
  'will not ack',
  'in the next version',
  'next revision',
] as const;
const proposing = [
  'better approach',
  'better solution',
  'a better way',
  'way forward',
  'could not we',
  'can not we',
  'should not we',
  'why not just',
  'what if we',
  'might as well',
  'i am inclined',
  'the plan is',
  'please use',
  'please add',
  'please make',
  'please drop',
  'please move',
  'please split',
  'please do',
  'i recommend',
  'should instead',
  'should also',
  'would be nice',
  'better if',
  'what you want is',
  'we should',
  'i suggest',
  'i propose',
  'i would suggest',
  'i would propose',
  'i would prefer',
  'i would rather',
  'i would like to',
  'i prefer',
  'let us',
  'it would be better',
  'better to',
  'best way',
  'another option',
  'another way',
  'another idea',
  'another possibility',
  'one option',
  'one way',
  'one method',
  'an alternative',
  'my suggestion',
  'my proposal',
  'my preference',
  'the right way',
  'the right answer',
  'the only way',
  'go with',
  'just use',
  'simply use',
  'can just',
  'could just',
  'it makes sense to',
  'makes more sense',
  'make more sense',
  'might want to',
  'may want to',
  'should just',
  'should be',
  'should probably',
  'probably should',
  'i think we should',
  'you should',
  'they should',
  'ought to',
  'maybe add',
  'maybe use',
  'perhaps add',
  'perhaps use',
  'in favour of',
  'in favor of',
  'opt into',
  'time to',
  'rather have',
  'idea is to',
  'the idea is',
  'we could',
  'you could',
  'one could',
  'i would still',
  'prefer to',
] as const;
const requiring = [
  'can only be',
  'may only be',
  'not permitted',
  'is not allowed',
  'are not allowed',
  'requirement is',
  'requirements are',
  'must guarantee',
  'has to guarantee',
  'for this to work',
  'for that to work',
  'hard requirement',
  'is a requirement',
  'have to be',
  'would have to',
  'would need to',
  'we have to',
  'you have to',
  'they have to',
  'any solution',
  'must be',
  'must not',
  'must first',
  'must have',
  'must support',
  'must always',
  'must never',
  'has to be',
  'needs to be',
  'needs to',
  'is required',
  'are required',
  'required to',
  'requires that',
  'we need',
  'it needs',
  'there needs',
  'there must',
  'it must',
  'it has to',
  'and must',
  'then must',
  'we want',
  'want a way',
  'need a way',
  'need to support',
  'need to ensure',
  'needs to handle',
  'has to support',
  'must',
  'mandatory',
  'is needed',
  'are needed',
  'be guaranteed',
  'should be able',
  'only allowed',
] as const;

/** Stance towards the words answered, by rule. */
export function ruleStance(analysis: Analysis, kind: Kind): Ruled<Stance> {
  const { statement, isQuestion, overlap, classes } = analysis;
  if (kind === 'none') return { label: 'neutral', confidence: 0.9, cue: null };
  const explicit = explicitStance(analysis);
  if (explicit) return explicit;
  if (kind === 'issue' || isQuestion)
    return { label: 'neutral', confidence: 0.7, cue: 'asks a question' };
  if (!statement.answers) return { label: 'neutral', confidence: 0.6, cue: 'answers no quote' };
  const disagrees = phrase(analysis, 'disagree');
  if (disagrees && (classes.has('negation') || disagrees.at < 6)) {
    const words = spelled(analysis, disagrees);
    return {
      label: 'disputes',
      confidence: overlap > 0.25 ? 0.65 : 0.55,
      cue: `“${words}” after a quote`,
    };
  }
  const agrees = phrase(analysis, 'agree', 3);
  if (agrees)
    return {
      label: 'supports',
      confidence: 0.5,
      cue: `“${spelled(analysis, agrees)}” after a quote`,
    };
  if (kind === 'position' || kind === 'requirement')
    return { label: 'neutral', confidence: 0.5, cue: null };
  return { label: 'disputes', confidence: 0.4, cue: null };
}

const yes = [
  '^agreed',
  '^i agree',
  'i agree',
  'i fully agree',
  'i completely agree',
  '^yes',
  '^yep',
  '^yup',
  '^exactly',
  '^absolutely',
  '^good point',
  '^fair point',
  '^fair enough',
  '^makes sense',
  '^sounds good',
  '^good idea',
  '^+1',
  '^good catch',
  '^you are right',
  '^that is right',
  '^that is correct',
  'acked',
  'i concur',
  '^precisely',
  '^okay',
  '^ok',
];
const no = [
  '^nope',
  '^nack',
  '^nak',
  'nack',
  'nacked',
  'i disagree',
  'strongly disagree',
  '^wrong',
  '^nonsense',
  'not true',
  'is not true',
  'beg to',
  '^no',
  'not agree',
  'i am not convinced',
  'not convinced',
  'makes no sense',
  'not make any sense',
];

/** Words that take a side only when they stand alone (`Yes.`) and do not just answer a question. */
const bare = new Set([
  '^yes',
  '^yep',
  '^yup',
  '^exactly',
  '^absolutely',
  '^no',
  '^nope',
  '^wrong',
  '^okay',
  '^ok',
  '^precisely',
]);
const stops = new Set(['.', ',', '!', ':', ';']);

/** Markers that say outright where the author stands; precise before complete. */
export function explicitStance(analysis: Analysis): Ruled<Stance> | null {
  if (analysis.isQuestion || !analysis.statement.answers) return null;
  const { tokens } = analysis;
  const alone = (c: Cue) =>
    !bare.has(c.phrase) ||
    (stops.has(tokens[c.length]?.word ?? '.') && !analysis.quote?.isQuestion);
  const against = analysis.cues.find((c) => no.includes(c.phrase) && alone(c));
  const opposed =
    analysis.classes.has('contrast') ||
    analysis.classes.has('disagree') ||
    analysis.classes.has('negation');
  if (against)
    return {
      label: 'disputes',
      confidence: 0.9,
      cue: `“${spelled(analysis, against)}” after a quote`,
    };
  const inFavour = analysis.cues.find((c) => yes.includes(c.phrase) && alone(c));
  if (inFavour && !opposed)
    return {
      label: 'supports',
      confidence: 0.85,
      cue: `“${spelled(analysis, inFavour)}” after a quote`,
    };
  return null;
}

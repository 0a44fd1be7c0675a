import { contentWords } from '../claim/read/analysis.ts';
import { cuesIn } from '../claim/read/cues.ts';
import { tokens } from '../claim/read/tokens.ts';

/** What the words of a statement alone tell. Shares and flags, 0 to 1. */
export interface Wording {
  /** Words, and how many of them carry content. */
  readonly words: number;
  readonly content: number;
  /** Starts with a word that points at a sentence before it. */
  readonly dangling: number;
  readonly asks: number;
  /** Sums up: "IOWs", "so", "the point is", "fundamentally". */
  readonly concludes: number;
  readonly stressed: number;
  readonly code: number;
  readonly figures: number;
  readonly opinion: number;
  readonly chatter: number;
  readonly evaluates: number;
  readonly negates: number;
  readonly proposes: number;
  readonly requires: number;
  /** Speaks of a person rather than of a thing: "you", "I". */
  readonly personal: number;
  readonly generic: number;
  readonly example: number;
  /** Says what to do: "I suggest", "the right way", "let us". */
  readonly course: number;
  /** Judges an option: "does not fit", "not worth", "the only sane". */
  readonly verdict: number;
  /** Grants or withdraws: "I agree", "drop", "for now". */
  readonly settles: number;
  /** Why: "because", "since", "so that". */
  readonly reasons: number;
  readonly hedges: number;
  /** Says when: "if", "unless", "once". */
  readonly conditional: number;
  readonly demands: number;
  readonly contrasts: number;
  /** "we need", "I think". */
  readonly wants: number;
  readonly denies: number;
  /** Names what goes wrong, what it costs, or a way out. */
  readonly trouble: number;
  readonly cost: number;
  readonly remedy: number;
}

const course =
  /\b(?:i(?:'d| would)? (?:suggest|propose|prefer|recommend|favou?r)|i'd like to (?:propose|see)|(?:the )?right (?:way|thing|approach|answer|place|choice|default)|way (?:forward|to go)|first step|best (?:way|option|we can)|we should|should (?:just|simply|instead|be|not|really)|let's|let us|how about|what (?:if|about)|why (?:not|don't we)|needs? to (?:be|have)|(?:i )?(?:want|would like|needs?) (?:the|this|it|a|an|to)|propos(?:e|al|ed|ing)|introduc(?:e|ed|ing)|could (?:just|simply|instead|add|expose|change|use)|please|instead)\b/i;
const verdict =
  /\b(?:not (?:worth|fit|a (?:good|legit|valid|solution|viable|sane|real)|sure|convinced|acceptable|tenable|viable|scalable|sustainable|enough|guarantee\w*|needed|necessary|true|possible)|doesn't (?:fit|work|scale|make sense|solve|help|belong)|do(?:es)? not (?:fit|work|scale|make sense|solve|help|belong)|no (?:point|way|reason|value|use case|guarantee|need)|only (?:sane|sensible|way|option|solution|choice)|makes? (?:no|more|much) sense|(?:in)?correct|wrong|broken|layering|violation|useless|pointless|overkill|complex\w*|impossible|unexpected|strange|weird|dangerous|nasty|crappy|horrible|regression|corrupt\w*|bug|fundamental\w*|entirely|completely)\b/i;
const settles =
  /\b(?:i(?:'m| am)? (?:fully |completely )?(?:agree|fine|ok|okay|happy|convinced|withdraw|concede)|agreed|self-nak|nak(?:'ed|ed)?|drop(?:ping|ped)? (?:the|it|this|that)|for now|(?:i'll|i will|we'll|we will|will|going to) (?:try|push|send|post|add|drop|rework|change|fix|implement|go|do)|consensus|conclusion|merged|applied|queued|decided)\b/i;
const reasons =
  /\b(?:because|since|so that|as otherwise|otherwise|which means|hence|therefore|that way|in order to|due to)\b/i;

const concluding =
  /^["'*(\s]*(?:iows?\b|in other words|in short|put simply|to sum|in summary|basically|essentially|fundamentally|so,|so (?:the|we|if|i|it)\b|therefore|thus|hence|given (?:that|the)|bottom line|the (?:bottom line|point|problem|issue|question|result|idea|key|main)\b|my (?:point|concern|suggestion|proposal)|in particular|instead|ultimately|overall|the only|the real)|\b(?:the (?:real|main|key|whole|underlying|root|basic|fundamental) (?:problem|issue|point|question|reason|concern|cause|idea)|the (?:point|problem|issue|question) (?:is|here)|that(?:'s| is) (?:why|the reason|exactly)|i don't see (?:any|the|a) (?:point|value|reason|use))\b/i;
const generic =
  /\b(?:always|never|any|every|all|only|no longer|cannot|can't|must|guarantee[sd]?|nobody|nothing|everything|impossible|whole|entire)\b/i;
const example =
  /^(?:e\.g|for example|for instance|suppose|imagine|say|consider|let's say|assume)\b/i;

const conditional = /\b(?:if|unless|when|whether|once)\b/i;
const demands =
  /\b(?:must|needs? to|have to|has to|require|shall|should|cannot|can't|never|always|guarantee)\b/i;
const contrasts = /\b(?:but|however|although|instead|rather|still|actually)\b/i;
const wants = /\b(?:we|i) (?:want|need|propose|suggest|think|believe|prefer|would like)\b/i;
const denies = /\b(?:don't|doesn't|isn't|won't|not|no)\b/i;
const trouble =
  /\b(?:problem|issue|bug|break|broken|corrupt\w*|los[est]\w*|fail\w*|race|deadlock|crash|wrong|stale|leak)\b/i;
const cost =
  /\b(?:performance|overhead|cost\w*|expensive|faster|slow\w*|latency|cheap\w*|scal\w*)\b/i;
const remedy =
  /\b(?:solution|approach|fix\w*|solve\w*|proposal|interface|semantic\w*|api|way to)\b/i;

export function wording(text: string): Wording {
  const all = tokens(text);
  const cues = cuesIn(all);
  const has = (...names: readonly string[]) =>
    cues.some(({ cue }) => names.includes(cue)) ? 1 : 0;
  const is = (word: string) => all.some((t) => t.word === word);
  const words = all.filter(({ word }) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0]?.word ?? '';
  return {
    words: words.length,
    content: contentWords(all).size,
    dangling: /^(?:this|that|these|those|it|they|which|he|she|and|or|there|here)$/.test(first)
      ? 1
      : 0,
    asks: text.trimEnd().endsWith('?') ? 1 : 0,
    concludes: concluding.test(text.slice(0, 400)) ? 1 : 0,
    stressed: all.some(({ stressed }) => stressed) ? 1 : 0,
    code: is('CODE') ? 1 : 0,
    figures: is('NUM') ? 1 : 0,
    opinion: has('opinion'),
    chatter: has('chatter', 'chatterPhrase'),
    evaluates: has('evaluation'),
    negates: has('negation'),
    proposes: has('shouldPhrase'),
    requires: has('mustPhrase'),
    personal: has('second'),
    generic: generic.test(text.slice(0, 600)) ? 1 : 0,
    example: example.test(text) ? 1 : 0,
    course: course.test(text.slice(0, 600)) ? 1 : 0,
    verdict: verdict.test(text.slice(0, 600)) ? 1 : 0,
    settles: settles.test(text.slice(0, 600)) ? 1 : 0,
    reasons: reasons.test(text.slice(0, 600)) ? 1 : 0,
    hedges: has('hedge'),
    conditional: conditional.test(text) ? 1 : 0,
    demands: demands.test(text) ? 1 : 0,
    contrasts: contrasts.test(text) ? 1 : 0,
    wants: wants.test(text) ? 1 : 0,
    denies: denies.test(text) ? 1 : 0,
    trouble: trouble.test(text) ? 1 : 0,
    cost: cost.test(text) ? 1 : 0,
    remedy: remedy.test(text) ? 1 : 0,
  };
}

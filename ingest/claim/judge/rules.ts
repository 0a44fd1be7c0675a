import type { ClaimKind, Stance } from '../../../data/schema/claim.ts';
import type { Analysis } from '../read/analysis.ts';
import type { Cue } from '../read/cues.ts';
import type { CueClass } from '../read/lexicon.ts';
import { imperativeVerb } from './imperative.ts';
import { markers } from './markers.ts';

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
function phrase(analysis: Analysis, cue: CueClass, within = Number.POSITIVE_INFINITY): Cue | null {
  return analysis.cues.find((c) => c.cue === cue && c.at <= within) ?? null;
}

/** The words of a cue as the author wrote them. */
function spelled({ statement, tokens }: Analysis, cue: Pick<Cue, 'at' | 'length'>): string {
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

/** The longest of some phrases that stands in the statement. */
function has(analysis: Analysis, phrases: ReadonlySet<string>): Cue | null {
  let longest: Cue | null = null;
  for (const cue of analysis.cues) {
    if (phrases.has(cue.phrase) && cue.length > (longest?.length ?? 0)) longest = cue;
  }
  return longest;
}

const kindRules: readonly KindRule[] = [
  function chatter(a) {
    if (size(a) <= 2 && a.isQuestion && has(a, markers.asides))
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
    const short = size(a) <= 3 ? has(a, markers.short) : null;
    return ruled(a, 'decision', 0.8, short ?? has(a, markers.decisive));
  },
  function asks(a) {
    if (!a.isQuestion) return null;
    const pushes = a.classes.has('shouldPhrase') ? has(a, markers.pushing) : null;
    if (pushes) return ruled(a, 'position', 0.55, pushes);
    if (a.classes.has('evaluation') && a.classes.has('negation')) {
      return { label: 'claim', confidence: 0.5, cue: 'a question that asserts' };
    }
    return { label: 'issue', confidence: 0.7, cue: 'asks a question' };
  },
  (a) => ruled(a, 'issue', 0.6, has(a, markers.asking)),
  function proposes(a) {
    const verb = imperativeVerb(a.tokens);
    const should = has(a, markers.proposing);
    if (should && !a.classes.has('past')) return ruled(a, 'position', 0.65, should);
    return verb ? { label: 'position', confidence: 0.55, cue: `imperative “${verb}”` } : null;
  },
  function requires(a) {
    const reports = a.classes.has('opinion') && a.classes.has('past');
    return reports ? null : ruled(a, 'requirement', 0.6, has(a, markers.requiring));
  },
  (a) => ruled(a, 'evidence', 0.6, has(a, markers.grounds)),
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

const stops = new Set(['.', ',', '!', ':', ';']);

/** Markers that say outright where the author stands; precise before complete. */
export function explicitStance(analysis: Analysis): Ruled<Stance> | null {
  if (analysis.isQuestion || !analysis.statement.answers) return null;
  const { tokens } = analysis;
  const alone = (c: Cue) =>
    !markers.bare.has(c.phrase) ||
    (stops.has(tokens[c.length]?.word ?? '.') && !analysis.quote?.isQuestion);
  const against = analysis.cues.find((c) => markers.no.has(c.phrase) && alone(c));
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
  const inFavour = analysis.cues.find((c) => markers.yes.has(c.phrase) && alone(c));
  if (inFavour && !opposed)
    return {
      label: 'supports',
      confidence: 0.85,
      cue: `“${spelled(analysis, inFavour)}” after a quote`,
    };
  return null;
}

import type { ClaimKind } from '../../data/schema/claim.ts';
import { tokens } from '../claim/read/tokens.ts';

/** What systems do and programs can watch: calls return, data is lost, caches are flushed, time passes. */
const behaviour = new RegExp(
  `\\b(?:${[
    'return(?:s|ed|ing)?|report(?:s|ed|ing)?|fail(?:s|ed|ing|ures?)?|error(?:s|ed)?|crash(?:es|ed)?|corrupt\\w*|torn|tear(?:s|ing)?|lose(?:s)?|lost|losing|losses?',
    'flush(?:es|ed|ing)?|fsync\\w*|sync\\w*|writeback|write-back|write(?:s)? back|persist\\w*|durab\\w*|visible|read(?:s)?|write(?:s)?|written|zero(?:es|s|ed)?|stale|block(?:s|ed|ing)?|wait(?:s|ed|ing)?',
    'evict(?:s|ed)?|reclaim(?:s|ed)?|clear(?:s|ed)?|redirt(?:y|ies|ied|ying)|dirt(?:y|ies|ied)|cache[sd]?|allocat\\w*|fragment\\w*|overwrit\\w*|order(?:ed|ing)?|atomic(?:ally)?|guarantee(?:s|d)?',
    'slow(?:er)?|fast(?:er)?|expensive|cheap(?:er)?|cost(?:s)?|latenc(?:y|ies)|throughput|performance|overhead|iops|bandwidth|amplif\\w*|scal(?:es?|ing|able)|bottleneck(?:s|ed)?|times|percent|hang(?:s)?|deadlock\\w*|race(?:s)?|oops|panic(?:s)?|shut ?downs?|faults?|map(?:s|ped|ping)?|unmap\\w*|lock(?:s|ed)?|remount\\w*|compil\\w*|boot(?:s|ed)?|load(?:s|ed)?|trigger(?:s|ed)?|consum\\w*|throw(?:s)?|threw|retr(?:y|ies|ied)|abort\\w*|break(?:s)?|broke|support(?:s|ed)?|ignor\\w*|interfer\\w*|reproduc\\w*|happen(?:s|ed)?|detect\\w*',
  ].join('|')})\\b`,
  'iu',
);
/** What people want, plan or think: no run shows it false. */
const wish =
  /\b(?:i (?:think|believe|guess|hope|wonder|would|'d|want|suggest|propose|prefer|agree|don't|do not|am|have)|i'(?:d|m|ll|ve)|we (?:should|could|can|need|want|might|may|must|have to)|should(?:n't)?|ought|let's|please|proposal|propose[sd]?|would be (?:nice|better|good|great)|idea is|option|session|discuss(?:ion)?|topic|worth|api|interface|use case|developers?|maintainers?|community|opinion|document\w*|policy|patch(?:es|set)?|agree\w*)\b/i;

/**
 * Whether a program, benchmark, crash test or counter could show a statement false: it says how a system
 * behaves, and neither asks, wishes nor decides. A rule of general words; its agreement with annotators
 * stands in docs/claims.md.
 */
export function isTestable({
  text,
  kind,
}: {
  readonly text: string;
  readonly kind: ClaimKind;
}): boolean {
  if (kind === 'issue' || kind === 'decision' || text.trimEnd().endsWith('?')) return false;
  const said = text.slice(0, 1000);
  const acts = said.match(new RegExp(behaviour.source, 'giu'))?.length ?? 0;
  const all = tokens(said);
  const concrete = all.some(({ word }) => word === 'CODE' || word === 'NUM');
  const wished = wish.test(said);
  return wished
    ? acts >= 3 && kind !== 'position' && concrete
    : acts >= 2 || (acts === 1 && (concrete || all.length > 8));
}

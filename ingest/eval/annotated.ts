import { quoteHash } from '../../data/schema/hash.ts';
import { type Features, featuresOf } from '../claim/judge/features.ts';
import type { Kind } from '../claim/judge/rules.ts';
import type { Meanings } from '../claim/judge/sense.ts';
import { type Analysis, analyse } from '../claim/read/analysis.ts';
import { statements } from '../claim/read/statement.ts';
import { type Annotation, bareId } from './annotation.ts';
import type { Mail } from './read-mail.ts';

/** A message with what an annotator said of each of our statements in it; null where nothing was said. */
export interface AnnotatedMessage {
  readonly mail: Mail;
  readonly analyses: readonly Analysis[];
  readonly features: readonly Features[];
  readonly labels: readonly (Label | null)[];
}

export interface Label {
  readonly kind: Kind;
  readonly stance: Annotation['stance'];
}

/** Lays annotations over the statements that we find; messages without mail are left out. */
export function annotate(
  annotations: readonly Annotation[],
  mails: ReadonlyMap<string, Mail>,
  meanings: Meanings,
): readonly AnnotatedMessage[] {
  const byMessage = Map.groupBy(annotations, ({ messageId }) => bareId(messageId));
  return [...byMessage].flatMap(([id, own]) => {
    const mail = mails.get(id);
    if (!mail) return [];
    const analyses = analyse(statements(mail.body));
    return [
      {
        mail,
        analyses,
        features: [...featuresOf(analyses, meanings)],
        labels: labelsOf(analyses, own),
      },
    ];
  });
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The annotation of the same words, the next unused one first; else of words that hold or are held. */
function labelsOf(analyses: readonly Analysis[], own: readonly Annotation[]): (Label | null)[] {
  const open = own.map((annotation) => ({
    annotation,
    text: folded(annotation.text),
    used: false,
  }));
  return analyses.map(({ statement }) => {
    const text = folded(statement.text);
    const hash = own.some((a) => a.hash) ? quoteHash(statement.text) : null;
    const found =
      open.find(
        (o) => !o.used && (o.annotation.hash ? o.annotation.hash === hash : o.text === text),
      ) ?? open.find((o) => o.text !== '' && (o.text.includes(text) || text.includes(o.text)));
    if (!found) return null;
    found.used = true;
    const { kind, stance } = found.annotation;
    return { kind, stance };
  });
}

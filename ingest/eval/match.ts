import { Fault } from '../../data/schema/fault.ts';
import type { Annotation } from './annotation.ts';
import { bareId } from './annotation.ts';
import { ownText, pythonFold, squeeze } from './own-text.ts';

/** What an extractor predicts for a stretch of text; `none` lines are left out before. */
export interface Prediction {
  readonly messageId: string;
  readonly text: string;
  readonly kind: string;
  readonly stance: string;
}

export interface Assigned {
  readonly kind: string;
  readonly stance: string;
}

export interface Matching {
  /** For each annotation the prediction that covers it best, or null. */
  readonly assigned: readonly (Assigned | null)[];
  /** Kinds of predictions that cover no annotation. */
  readonly stray: readonly string[];
  readonly strayWhy: Readonly<Record<string, number>>;
}

type Pair = readonly [number, number];
interface Placed {
  readonly at: number;
  readonly span: Pair;
}

/** Places predictions and annotations in the own text and pairs them as `score.py` does. */
export function match(
  gold: readonly Annotation[],
  predictions: readonly Prediction[],
  bodies: ReadonlyMap<string, string>,
): Matching {
  const own = new Map([...bodies].map(([id, body]) => [bareId(id), astral(ownText(body))]));
  const spans = locate(gold, own);
  const best = gold.map((): { shared: number; label: Assigned | null } => ({
    shared: 0,
    label: null,
  }));
  const stray: string[] = [];
  const why: Record<string, number> = {};
  const miss = (kind: string, reason: string) => {
    stray.push(kind);
    why[reason] = (why[reason] ?? 0) + 1;
  };
  const squeezed = new Map<string, ReturnType<typeof squeeze>>();
  const used = new Set<string>();
  for (const prediction of predictions) {
    const id = bareId(prediction.messageId);
    const here = spans.get(id);
    if (!here) {
      miss(prediction.kind, 'unknownMessage');
      continue;
    }
    const needle = astral(pythonFold(prediction.text));
    const text = own.get(id) ?? '';
    let places = occurrences(text, needle);
    if (places.length === 0 && needle !== '') {
      const tight = squeezed.get(id) ?? squeeze(text);
      squeezed.set(id, tight);
      places = occurrences(tight.text, squeeze(needle).text).map(([a, b]) => [
        tight.map[a] ?? 0,
        (tight.map[b - 1] ?? 0) + 1,
      ]);
    }
    const place = choose(places, here, (p) => used.has(`${id} ${p[0]} ${p[1]}`));
    if (!place) {
      miss(prediction.kind, 'notInOwnText');
      continue;
    }
    used.add(`${id} ${place[0]} ${place[1]}`);
    if (!assign(place, prediction, here, best)) miss(prediction.kind, 'noGoldThere');
  }
  return { assigned: best.map(({ label }) => label), stray, strayWhy: why };
}

function locate(
  gold: readonly Annotation[],
  own: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Placed[]> {
  const spans = new Map<string, Placed[]>();
  const cursor = new Map<string, number>();
  for (const [i, annotation] of gold.entries()) {
    const id = bareId(annotation.messageId);
    const text = own.get(id);
    if (text === undefined) {
      throw new Fault(
        'inputRefused',
        `no mail for the annotated message ${id}`,
        'name its folder with --mail',
      );
    }
    const needle = astral(pythonFold(annotation.text));
    const at = text.indexOf(needle, cursor.get(id) ?? 0);
    if (at < 0) {
      throw new Fault(
        'inputRefused',
        `annotated text not found in ${id}, n=${annotation.n ?? '?'}`,
        'check that the mail is the annotated one',
      );
    }
    cursor.set(id, at + needle.length);
    spans.set(id, [...(spans.get(id) ?? []), { at: i, span: [at, at + needle.length] }]);
  }
  return spans;
}

function occurrences(text: string, needle: string): Pair[] {
  const found: Pair[] = [];
  let at = needle === '' ? -1 : text.indexOf(needle);
  while (at >= 0 && found.length < 50) {
    found.push([at, at + needle.length]);
    at = text.indexOf(needle, at + 1);
  }
  return found;
}

/** Of several places, the one that agrees best with an annotation, an unused one first; the first of equals. */
function choose(
  places: readonly Pair[],
  here: readonly Placed[],
  isUsed: (p: Pair) => boolean,
): Pair | null {
  let best: { place: Pair; fit: number; unused: boolean } | null = null;
  for (const place of places) {
    const fit = Math.max(
      0,
      ...here.map(
        ({ span }) =>
          overlap(place, span) / (Math.max(place[1], span[1]) - Math.min(place[0], span[0])),
      ),
    );
    const unused = !isUsed(place);
    if (!best || fit > best.fit || (fit === best.fit && unused && !best.unused))
      best = { place, fit, unused };
  }
  return best?.place ?? null;
}

function assign(
  place: Pair,
  { kind, stance }: Prediction,
  here: readonly Placed[],
  best: { shared: number; label: Assigned | null }[],
): boolean {
  let hit = false;
  for (const { at, span } of here) {
    const shared = overlap(place, span);
    if (shared === 0 || shared / Math.min(place[1] - place[0], span[1] - span[0]) < 0.5) continue;
    hit = true;
    const slot = best[at];
    if (slot && shared > slot.shared)
      best[at] = { shared, label: { kind, stance: stance || 'neutral' } };
  }
  return hit;
}

const overlap = (a: Pair, b: Pair) => Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));

/**
 * Characters outside the basic plane count one in Python and two here; each becomes one private-use
 * character (the same for the same code point, save for distant ones that collide harmlessly).
 */
function astral(text: string): string {
  return text.replace(/[\u{10000}-\u{10ffff}]/gu, (c) =>
    String.fromCharCode(0xe000 + ((c.codePointAt(0) ?? 0) % 6400)),
  );
}

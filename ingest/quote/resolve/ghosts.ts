import type { MessageId } from '../../../data/schema/ids.ts';
import type { Mailbox } from '../../../data/schema/message.ts';
import { onePerson } from '../../merge/one-person.ts';
import type { Attribution } from '../read/attributions.ts';
import type { Quotable } from '../speak/quotable.ts';
import { type Voice, voicesOf } from '../speak/voices.ts';
import { mergeTexts } from './merge-texts.ts';

/** What others' quotes tell of a message that is not held. */
export interface Ghost {
  readonly messageId: MessageId;
  /** Empty parts where no attribution line names them. */
  readonly from: Mailbox;
  /** ISO 8601 in UTC, from an attribution line that gives the zone; else null. */
  readonly date: string | null;
  /** All of it that was quoted; what it quoted itself keeps its marks. Empty if nobody quoted it. */
  readonly body: string;
}

/** A message above the quoting one, parent first; `held` is false for a ghost. */
export interface Ancestor {
  readonly messageId: MessageId;
  readonly held: boolean;
  readonly from: Mailbox;
  readonly date: string | null;
}

/** What one message tells of one ghost. */
export interface Testimony {
  readonly by: MessageId;
  readonly ghost: MessageId;
  readonly voice: Voice;
}

/**
 * Which of the missing ancestors the quotes of a message are from. One mark is one generation, unless
 * an attribution line names an ancestor that is held: then the voices in its text count from there.
 */
export function testimonies(message: Quotable, ancestors: readonly Ancestor[]): Testimony[] {
  if (ancestors.every((ancestor) => ancestor.held) || !message.hasQuotes) return [];
  const voices = voicesOf(message);
  const found: Testimony[] = [];
  const places: number[] = []; // of each voice among the ancestors, -1 for unknown
  for (const voice of voices) {
    const below = voice.quotedBy < 0 ? 0 : (voices[voice.quotedBy]?.depth ?? 0);
    const expected =
      (voice.quotedBy < 0 ? -1 : (places[voice.quotedBy] ?? -1)) + voice.depth - below;
    const unknown = voice.quotedBy >= 0 && places[voice.quotedBy] === -1;
    const named = heldAncestor(voice, ancestors);
    const ancestor = ancestors[expected];
    const place =
      named >= 0 ? named : unknown || !ancestor || contradicts(voice, ancestor) ? -1 : expected;
    places.push(place);
    const ghost = ancestors[place];
    if (ghost && !ghost.held) found.push({ by: message.messageId, ghost: ghost.messageId, voice });
  }
  return found;
}

/** Index of the held ancestor that an attribution names by author and time, -1 for none. */
function heldAncestor({ attribution }: Voice, ancestors: readonly Ancestor[]): number {
  if (!attribution) return -1;
  return ancestors.findIndex(
    ({ held, from, date }) =>
      held && date !== null && onePerson(attribution, from) && mayBe(attribution, date),
  );
}

const minute = 60_000;

/** Whether an attribution's time can be an instant: within a minute, in some zone where it names none. */
export function mayBe({ date, wall }: Attribution, instant: string): boolean {
  const drift = Math.abs(Date.parse(date ?? `${wall}Z`) - Date.parse(instant));
  if (date !== null) return drift <= minute;
  // Zones lie whole quarters of an hour from UTC and no more than 14 hours. NaN without a wall clock.
  return drift <= 14 * 60 * minute && (drift + minute) % (15 * minute) <= 2 * minute;
}

/** A held ancestor whose author is not the one that the attribution names. */
function contradicts({ attribution }: Voice, ancestor: Ancestor): boolean {
  return ancestor.held && attribution !== null && !onePerson(attribution, ancestor.from);
}

/** A ghost from all that is told of it, the same whatever the order of the testimonies. */
export function ghostOf(messageId: MessageId, told: readonly Testimony[]): Ghost {
  const attributions = told
    .flatMap(({ voice: { attribution } }) => attribution ?? [])
    .sort((a, b) => weight(b) - weight(a) || (a.raw < b.raw ? -1 : a.raw > b.raw ? 1 : 0));
  const [best] = attributions;
  const agreeing = best ? attributions.filter((other) => onePerson(best, other)) : [];
  return {
    messageId,
    from: {
      name: agreeing.find((it) => it.name !== '')?.name ?? '',
      address: agreeing.find((it) => it.address !== '')?.address ?? '',
    },
    date: agreeing.find((it) => it.date !== null)?.date ?? null,
    body: mergeTexts([...extracts(told).values()]),
  };
}

/** What each message quotes of a ghost, its pieces in their order. */
function extracts(told: readonly Testimony[]): ReadonlyMap<MessageId, string> {
  const found = new Map<MessageId, string>();
  for (const { by, voice } of told) found.set(by, (found.get(by) ?? '') + voice.text);
  return found;
}

/** Attributions that tell more come first. */
function weight(it: { name: string; address: string; date: string | null }): number {
  return (it.date === null ? 0 : 4) + (it.name === '' ? 0 : 2) + (it.address === '' ? 0 : 1);
}

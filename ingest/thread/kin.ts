import { byCodeUnits } from '../../data/schema/code-units.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import { type IdForms, idForms, telling } from '../../data/schema/store/id-forms.ts';

interface Naming {
  readonly messageId: MessageId;
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
}

interface Named extends IdForms {
  readonly id: MessageId;
}

/**
 * Which ids that no message bears stand for another one: rewritten in case, quotes or percent signs, or
 * with a domain that an archive hid. Believed where exactly one message fits; where none does, the
 * forms of one ghost are one.
 *
 * @returns the id meant, by the id that is written
 */
export function kinOf(messages: readonly Naming[]): ReadonlyMap<MessageId, MessageId> {
  const held = new Set(messages.map(({ messageId }) => messageId));
  const ghosts = new Set<MessageId>();
  for (const { inReplyTo, references } of messages) {
    for (const id of inReplyTo) if (!held.has(id)) ghosts.add(id);
    for (const id of references) if (!held.has(id)) ghosts.add(id);
  }
  const found = new Map<MessageId, MessageId>();
  if (ghosts.size === 0) return found;
  const amongHeld = family(held);
  const amongGhosts = family(ghosts);
  for (const ghost of amongGhosts.all) {
    const fits = [...new Set(alike(ghost, amongHeld))];
    const kin = fits.length > 0 ? fits : ghostsAlike(ghost, amongGhosts);
    if (kin.length === 1 && kin[0] !== undefined && kin[0] !== ghost.id)
      found.set(ghost.id, kin[0]);
  }
  return found;
}

interface Family {
  readonly all: readonly Named[];
  readonly byPlain: ReadonlyMap<string, readonly Named[]>;
  /** Only where the local part alone tells a message. */
  readonly byLocal: ReadonlyMap<string, readonly Named[]>;
}

function family(ids: Iterable<MessageId>): Family {
  const all = [...ids].sort(byCodeUnits).map((id) => ({ id, ...idForms(id) }));
  return {
    all,
    byPlain: Map.groupBy(all, ({ plain }) => plain),
    byLocal: Map.groupBy(
      all.filter(({ local }) => telling(local)),
      ({ local }) => local,
    ),
  };
}

/** Messages that an id may stand for: of the same form, else of the same local part where a domain is hidden. */
function alike(one: Named, { byPlain, byLocal }: Family): MessageId[] {
  const same = one.veiled ? [] : (byPlain.get(one.plain) ?? []).filter(({ veiled }) => !veiled);
  const fits =
    same.length > 0
      ? same
      : (byLocal.get(one.local) ?? []).filter(({ veiled }) => veiled || one.veiled);
  return fits.map(({ id }) => id);
}

/** The one ghost that all forms of an unheld id name: the first with its domain, else the first. */
function ghostsAlike(one: Named, { byPlain, byLocal }: Family): MessageId[] {
  if (!one.veiled) return (byPlain.get(one.plain) ?? []).slice(0, 1).map(({ id }) => id);
  const near = byLocal.get(one.local) ?? [];
  const open = Map.groupBy(
    near.filter(({ veiled }) => !veiled),
    ({ plain }) => plain,
  );
  if (open.size > 1) return [];
  const [named = near] = open.values();
  return named.slice(0, 1).map(({ id }) => id);
}

import type { Thread } from '../../../data/schema/message.ts';
import { wordsApart } from '../../../data/schema/store/spoken.ts';
import { message } from '../messages.ts';

/** A line of mail that says what became of a patch. */
export interface Fate {
  readonly messageId: Thread['messages'][number]['messageId'];
  readonly author: string;
  readonly line: string;
}

/** A commit that a mail names by its hash. */
export interface NamedCommit {
  readonly hash: string;
  readonly messageId: Fate['messageId'];
}

export interface Patches {
  readonly fates: readonly Fate[];
  readonly commits: readonly NamedCommit[];
}

const most = 8;
/** What a maintainer writes when a patch is taken; a whole line of it, not an aside. */
const taken =
  /^(?:thanks?,? )?(?:i'?ve |i have |now |patch(?:es)? |series |all |both )*(?:applied|queued|merged|pushed|picked up|committed)\b(?! if| when| until| unless)/i;
const commit = /\bcommit ([0-9a-f]{10,40})\b/gi;

/** What the mail itself says of patches: those taken, and the commits that it names. */
export function patchesOf(thread: Thread): Patches {
  const fates: Fate[] = [];
  const commits = new Map<string, NamedCommit>();
  for (const { messageId, ghost } of thread.messages) {
    const found = ghost ? undefined : message(messageId);
    if (!found) continue;
    for (const line of wordsApart(found.body, found.spoken ?? []).own.split('\n')) {
      if (line.length < 120 && taken.test(line.trim())) {
        fates.push({ messageId, author: found.from.name || found.from.address, line: line.trim() });
      }
      for (const [, hash = ''] of line.matchAll(commit)) {
        if (!commits.has(hash)) commits.set(hash, { hash, messageId });
      }
    }
  }
  return { fates: fates.slice(0, most), commits: [...commits.values()].slice(0, most) };
}

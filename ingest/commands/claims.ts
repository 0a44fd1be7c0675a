import type { Claim } from '../../data/schema/claim.ts';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { ThreadId } from '../../data/schema/ids.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { claimsLine, deriveClaims } from '../claim/derive-claims.ts';
import { rejectedIds } from '../curate/rejections.ts';
import { oneOf } from './option.ts';

export const command: Command = {
  usage: '[--pending] [--message ID] [--thread ID] [--origin extracted|curated] [--json]',
  summary: 'list claims: who says what; --pending lists those that nobody has reviewed',
  options: {
    ...storeOption,
    json: { type: 'boolean' },
    pending: { type: 'boolean' },
    message: { type: 'string' },
    thread: { type: 'string' },
    origin: { type: 'string' },
  },
  async run({ values, io }) {
    const store = storePath(values, io);
    openReader(store).close(); // refuses a file that is no store before anything is written
    io.err(claimsLine(deriveClaims(io.root, store, 'all', io.signal)));
    const reader = openReader(store);
    try {
      const show = values['json'] ? claimLine : claimText;
      for (const claim of chosen(io.root, reader, values)) {
        if (io.signal.aborted) return exitCode.interrupted;
        io.out(show(claim));
      }
      return exitCode.done;
    } finally {
      reader.close();
    }
  },
};

/** Exactly the members that DESIGN.md promises, in its order. */
export function claimLine(claim: Claim): string {
  const { id, messageId, author, kind, stance, approach, text, start, end, confidence, origin } =
    claim;
  return ndjsonLine({
    id,
    messageId,
    author,
    kind,
    stance,
    approach,
    text,
    start,
    end,
    confidence,
    origin,
  });
}

function claimText({ id, author, kind, stance, approach, text, cue, title }: Claim): string {
  const tag = approach ? ` [${approach}]` : '';
  const why = title ? `  = ${visible(title)}\n` : cue ? `  because: ${visible(cue)}\n` : '';
  return `${id} ${kind} ${stance}${tag} ${visible(author)}\n  ${visible(text)}\n${why}`;
}

function* chosen(
  root: string,
  reader: StoreReader,
  values: Readonly<Record<string, unknown>>,
): IterableIterator<Claim> {
  const origin = oneOf(values, 'origin', ['extracted', 'curated']);
  const thread =
    typeof values['thread'] === 'string' ? ThreadId.parse(values['thread']) : undefined;
  const message = typeof values['message'] === 'string' ? values['message'] : undefined;
  const members = thread && new Set(reader.thread(thread)?.messages.map((m) => m.messageId) ?? []);
  const rejected = values['pending'] ? rejectedIds(root) : new Set<string>();
  const curated = new Map<string, Claim[]>();
  for (const claim of reader.claims({ origin: 'curated' })) {
    curated.set(claim.messageId, [...(curated.get(claim.messageId) ?? []), claim]);
  }
  for (const claim of reader.claims(origin ? { origin } : {})) {
    if (members && !members.has(claim.messageId)) continue;
    if (message && claim.messageId !== message) continue;
    const reviewed =
      claim.origin === 'extracted' &&
      (curated.get(claim.messageId) ?? []).some((c) => covers(c, claim));
    if (reviewed) continue; // curated wins
    if (values['pending'] && (claim.origin === 'curated' || rejected.has(claim.id))) continue;
    yield claim;
  }
}

/** Whether a curated claim speaks for an extracted one: they share half of the shorter. */
export function covers(curated: Claim, extracted: Claim): boolean {
  const shared = Math.min(curated.end, extracted.end) - Math.max(curated.start, extracted.start);
  const shorter = Math.min(curated.end - curated.start, extracted.end - extracted.start);
  return shared >= 0.5 * shorter;
}

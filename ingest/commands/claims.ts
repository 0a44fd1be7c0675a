import type { Claim } from '../../data/schema/claim.ts';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { chosenClaims } from '../claim/choose.ts';
import { claimsLine, deriveClaims } from '../claim/derive-claims.ts';
import { endpointIn } from '../claim/endpoint.ts';
import { relabelClaims } from '../claim/relabel.ts';
import { selectionIn, selectionOptions } from './selection.ts';

export const command: Command = {
  usage: '[--pending] [--label] [--message ID] [--thread ID] [--origin extracted|curated] [--json]',
  summary: 'list claims: who says what; --pending lists those that nobody has reviewed',
  options: {
    ...storeOption,
    json: { type: 'boolean' },
    pending: { type: 'boolean' },
    label: { type: 'boolean' },
    ...selectionOptions,
  },
  async run({ values, io }) {
    const store = storePath(values, io);
    openReader(store).close(); // refuses a file that is no store before anything is written
    io.err(claimsLine(deriveClaims(io.root, store, 'all', io.signal)));
    if (values['label']) io.err(await labelled(store, io));
    const reader = openReader(store);
    try {
      const show = values['json'] ? claimLine : claimText;
      for (const claim of chosenClaims(reader, selectionIn(io.root, values))) {
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
function claimLine(claim: Claim): string {
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

/** Off by default: only where the user asks for it and the environment names an endpoint. */
async function labelled(store: string, io: Io): Promise<string> {
  const endpoint = endpointIn(io.env);
  if (!endpoint) {
    throw new Fault(
      'lacking',
      'claims --label: no language model named',
      'set WARRANT_LLM_URL and WARRANT_LLM_MODEL (an OpenAI-compatible endpoint)',
    );
  }
  const count = await relabelClaims(store, endpoint, io.signal);
  return `${count} claims labelled by ${visible(endpoint.model)}\n`;
}

import type { Claim } from '../../data/schema/claim.ts';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import { loadRulings } from '../../data/schema/load-rulings.ts';
import { type Ruling, unheard } from '../../data/schema/ruling/ruling.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { answerText } from '../claim/addressee.ts';
import { chosenClaims } from '../claim/choose.ts';
import { claimsLine, deriveClaims } from '../claim/derive-claims.ts';
import { endpointIn } from '../claim/endpoint.ts';
import { relabelClaims } from '../claim/relabel.ts';
import { bySalience } from '../salience/rank.ts';
import { countIn } from './option.ts';
import { selectionIn, selectionOptions } from './selection.ts';

export const command: Command = {
  usage:
    '[--thread ID [--top N]] [--message ID] [--pending] [--origin extracted|curated] [--label] [--json]',
  summary:
    'list claims: who says what; --top those that matter most in a thread, --pending those that nobody has reviewed',
  options: {
    ...storeOption,
    json: { type: 'boolean' },
    pending: { type: 'boolean' },
    label: { type: 'boolean' },
    top: { type: 'string' },
    ...selectionOptions,
  },
  async run({ values, io }) {
    const store = storePath(values, io);
    const top = countIn(values, 'top');
    openReader(store).close(); // refuses a file that is no store before anything is written
    io.err(claimsLine(deriveClaims(io.root, store, 'all', io.signal)));
    if (values['label']) io.err(await labelled(store, io));
    const reader = openReader(store);
    try {
      const rulings = loadRulings(io.root);
      const show = values['json'] ? claimLine(rulings) : claimText(reader);
      const chosen = chosenClaims(reader, selectionIn(io.root, values, reader));
      for (const claim of top === undefined ? chosen : [...chosen].sort(bySalience).slice(0, top)) {
        if (io.signal.aborted) return exitCode.interrupted;
        io.out(show(claim));
      }
      return exitCode.done;
    } finally {
      reader.close();
    }
  },
};

/** Exactly the members that DESIGN.md promises, in its order; nobody rules on a claim that nobody reviewed. */
const claimLine = (rulings: ReadonlyMap<ClaimId, Ruling>) => (claim: Claim) => {
  const { id, messageId, author, kind, stance, approach, text, start, end } = claim;
  const { confidence, salience, testable, origin } = claim;
  const said = { id, messageId, author, kind, stance, approach, text, start, end };
  const ruling = origin === 'curated' ? (rulings.get(claim.id) ?? unheard(undefined)) : null;
  return ndjsonLine({ ...said, confidence, salience, testable, origin, ruling });
};

/** For the terminal: who says what to whom, and why it was taken so. */
const claimText = (reader: StoreReader) => (claim: Claim) => {
  const { id, author, kind, approach, text, cue, title, salience, testable } = claim;
  const tags = `${approach ? ` [${approach}]` : ''}${testable ? ' testable' : ''}`;
  const answer = answerText(reader, claim);
  const to = answer === null ? '' : ` ${visible(answer)}`;
  const why = title ? `  = ${visible(title)}\n` : cue ? `  because: ${visible(cue)}\n` : '';
  return `${id} ${salience.toFixed(2)} ${kind}${tags} ${visible(author)}${to}\n  ${visible(text)}\n${why}`;
};

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

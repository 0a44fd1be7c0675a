import type { Claim } from '../../data/schema/claim.ts';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import { loadRulings } from '../../data/schema/ruling/load-rulings.ts';
import { type Ruling, unheard } from '../../data/schema/ruling/ruling.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { answerText } from '../claim/relate/addressee.ts';
import { claimsLine, deriveClaims } from '../claim/store/derive-claims.ts';
import { type Endpoint, endpointIn } from '../claim/suggest/endpoint.ts';
import { relabelClaims } from '../claim/suggest/relabel.ts';
import { type Suggestions, suggest } from '../claim/suggest/suggest.ts';
import { chosenClaims } from '../curate/choose.ts';
import { heedReviewed } from '../pipeline/ingest.ts';
import { bySalience } from '../salience/rank.ts';
import { countIn } from './option.ts';
import { selectionIn, selectionOptions } from './selection.ts';

export const command: Command = {
  usage:
    '[--thread ID [--top N [--suggest]]] [--message ID] [--pending] [--origin extracted|curated] [--label] [--json]',
  summary:
    'list claims: who says what; --top those that matter most in a thread, --pending those that nobody has reviewed; --suggest has a language model order and title them',
  options: {
    ...storeOption,
    json: { type: 'boolean' },
    pending: { type: 'boolean' },
    label: { type: 'boolean' },
    suggest: { type: 'boolean' },
    top: { type: 'string' },
    ...selectionOptions,
  },
  async run({ values, io }) {
    const store = storePath(values, io);
    const top = countIn(values, 'top');
    openReader(store).close(); // refuses a file that is no store before anything is written
    await heedReviewed(store, io);
    io.err(claimsLine(deriveClaims(io.root, store, 'all', io.signal)));
    if (values['label']) io.err(await labelled(store, io));
    const endpoint = values['suggest'] ? named('--suggest', io) : null;
    if (endpoint && top === undefined)
      throw new Fault('usage', 'claims --suggest: of how many?', 'add --thread ID --top N');
    const reader = openReader(store);
    try {
      const rulings = loadRulings(io.root);
      const chosen = chosenClaims(reader, selectionIn(io.root, values, reader));
      const first = top === undefined ? chosen : [...chosen].sort(bySalience).slice(0, top);
      const said = endpoint ? await suggest(endpoint, [...first], io.signal) : null;
      const show = values['json'] ? claimLine(rulings, said) : claimText(reader, said);
      for (const claim of said?.order ?? first) {
        if (io.signal.aborted) return exitCode.interrupted;
        io.out(show(claim));
      }
      if (said) io.err(suggestionsLine(said));
      return exitCode.done;
    } finally {
      reader.close();
    }
  },
};

/** Exactly the members that DESIGN.md promises, in its order; nobody rules on a claim that nobody reviewed. */
const claimLine =
  (rulings: ReadonlyMap<ClaimId, Ruling>, suggestions: Suggestions | null) => (claim: Claim) => {
    const { id, messageId, author, kind, stance, approach, text, start, end } = claim;
    const { confidence, salience, testable, origin } = claim;
    const said = { id, messageId, author, kind, stance, approach, text, start, end };
    const ruling = origin === 'curated' ? (rulings.get(claim.id) ?? unheard(undefined)) : null;
    const suggestedTitle = suggestions && { suggestedTitle: suggestions.titles.get(id) ?? null };
    return ndjsonLine({
      ...said,
      confidence,
      salience,
      testable,
      origin,
      ruling,
      ...suggestedTitle,
    });
  };

/** For the terminal: who says what to whom, and why it was taken so. */
const claimText = (reader: StoreReader, said: Suggestions | null) => (claim: Claim) => {
  const { id, author, kind, approach, text, cue, title, salience, testable } = claim;
  const tags = `${approach ? ` [${approach}]` : ''}${testable ? ' testable' : ''}`;
  const answer = answerText(reader, claim);
  const to = answer === null ? '' : ` ${visible(answer)}`;
  const why = title ? `  = ${visible(title)}\n` : cue ? `  because: ${visible(cue)}\n` : '';
  const suggested = said?.titles.get(id);
  const refused = said?.refused.get(id);
  const other = suggested
    ? `  title suggested: ${visible(suggested)}\n`
    : refused
      ? `  title refused: ${visible(refused)}\n`
      : '';
  return `${id} ${salience.toFixed(2)} ${kind}${tags} ${visible(author)}${to}\n  ${visible(text)}\n${why}${other}`;
};

const suggestionsLine = ({ order, titles, refused }: Suggestions) =>
  `${order.length} claims ordered, ${titles.size} titles suggested, ${refused.size} refused; nothing is stored\n`;

/** Off by default: only where the user asks for it and the environment names an endpoint. */
function named(option: string, io: Io): Endpoint {
  const endpoint = endpointIn(io.env);
  if (endpoint) return endpoint;
  throw new Fault(
    'lacking',
    `claims ${option}: no language model named`,
    'set WARRANT_LLM_URL and WARRANT_LLM_MODEL (an OpenAI-compatible endpoint)',
  );
}

async function labelled(store: string, io: Io): Promise<string> {
  const endpoint = named('--label', io);
  const count = await relabelClaims(store, endpoint, io.signal);
  return `${count} claims labelled by ${visible(endpoint.model)}\n`;
}

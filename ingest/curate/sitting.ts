import { join } from 'node:path';
import { readCalls } from '../../data/schema/calls.ts';
import { type Claim, RelationKind } from '../../data/schema/claim.ts';
import { experimentFinder } from '../../data/schema/experiment-finder.ts';
import { Fault, visible } from '../../data/schema/fault.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import type { Message } from '../../data/schema/message.ts';
import { withKnownName } from '../../data/schema/store/known-name.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { changeOf, help } from './acts.ts';
import type { Change } from './change.ts';
import { readClaimFiles } from './claim-files.ts';
import { fileFor, place } from './desk.ts';
import { listText, type NumberedClaim, NumberedClaims } from './numbered-claims.ts';
import { readExperiments } from './read-experiments.ts';
import { rejectionFile } from './rejections.ts';
import {
  acceptClaim,
  addClaim,
  type Desk,
  editClaim,
  rejectClaim,
  relateClaims,
  reviewFor,
} from './review.ts';
import { contextText, proposalText } from './show-proposal.ts';
import { claimOver } from './take-words.ts';
import { remember } from './undo.ts';

/** What came of a line: text to show, and whether the sitting is over. */
export interface Reply {
  readonly text: string;
  readonly over: boolean;
}

interface Done {
  readonly restore: () => void;
  readonly at: number;
  readonly what: string;
  readonly last: ClaimId | null;
  readonly id: ClaimId;
  /** What was chosen for the proposal before the act. */
  readonly change: Change;
  readonly words: string | null;
}

/** A reviewer's way through proposals: each line is one act, written at once. */
export class Sitting {
  readonly #desk: Desk;
  readonly #reader: StoreReader;
  readonly #queue: readonly Claim[];
  readonly #experiments: ReturnType<typeof experimentFinder>;
  readonly skipped: Set<ClaimId>;
  readonly counts = { accepted: 0, rejected: 0, skipped: 0 };
  #at = 0;
  #change: Change = {};
  #words: string | null = null;
  /** Lines of words so far, while they are being given. */
  #lines: string[] | null = null;
  #last: ClaimId | null = null;
  #done: Done[] = [];
  readonly #claims = new NumberedClaims();

  constructor(
    desk: Desk,
    reader: StoreReader,
    queue: readonly Claim[],
    skipped: ReadonlySet<ClaimId>,
  ) {
    this.#desk = desk;
    this.#reader = reader;
    this.#queue = queue;
    this.#experiments = experimentFinder(readExperiments(desk.root), readCalls(desk.root));
    this.skipped = new Set(skipped);
  }

  get left(): number {
    return this.#queue.length - this.#at;
  }

  /** The proposal at hand; empty at the end. */
  shown(): string {
    const claim = this.#queue[this.#at];
    if (!claim) return '';
    const words = this.#words === null ? claim : this.#over(claim, this.#words);
    return `\n[${this.#at + 1}/${this.#queue.length}] ${proposalText(this.#reader, words, this.#change)}`;
  }

  /** One line of input. Refused input is told and changes nothing. */
  take(line: string): Reply {
    const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(line) ?? [];
    try {
      return this.#lines === null ? this.#act(name.toLowerCase(), rest) : this.#gather(line);
    } catch (caught) {
      if (!(caught instanceof Fault)) throw caught;
      return { text: `${caught.line}\n`, over: false };
    }
  }

  #act(name: string, rest: string): Reply {
    const claim = this.#queue[this.#at];
    const say = (text: string): Reply => ({ text, over: this.#at >= this.#queue.length });
    if (name === 'q' || !claim) return { text: '', over: true };
    if (name === '' || name === '?' || name === 'h') return say(help);
    if (name === 'a') return say(`${this.#accept(claim, rest)}${this.shown()}`);
    if (name === 'r') return say(`${this.#reject(claim, rest)}${this.shown()}`);
    if (name === 'n') return say(this.#skip(claim));
    if (name === 'u') return say(this.#undo());
    if (name === 'c') return say(`${contextText(this.#reader, claim)}${this.shown()}`);
    if (name === 't') return say(this.#retitle(rest));
    if (name === 'l') return say(rest === '' ? listText(this.#numbered()) : this.#relate(rest));
    if (name === 'w' && rest === '') {
      this.#lines = [];
      return say('the words, as many lines as they have, then an empty one\n');
    }
    if (name === 'w') return say(this.#take(claim, rest));
    const change = changeOf(name, rest);
    if (!change) return say(`no such act: ${visible(name)}\n${help}`);
    this.#change = { ...this.#change, ...change };
    return say(this.shown());
  }

  /** Lines of words up to an empty one; none leave the proposal as it was. */
  #gather(line: string): Reply {
    const claim = this.#queue[this.#at];
    if (line.trim() !== '') this.#lines?.push(line);
    if (line.trim() !== '' || !claim) return { text: '', over: false };
    const words = (this.#lines ?? []).join('\n');
    this.#lines = null;
    return { text: words === '' ? this.shown() : this.#take(claim, words), over: false };
  }

  /** @throws Fault for words that the message does not have */
  #take(claim: Claim, words: string): string {
    const { kind, stance } = { ...this.#over(claim, words), ...this.#change };
    this.#words = words;
    return `${this.shown()}kind and stance stay: ${kind}, ${stance}; k and s change them\n`;
  }

  /** The proposal over other words, read as the proposal is. */
  #over({ kind, stance, ...claim }: Claim, words: string): Claim {
    const message = this.#message(claim);
    return { ...claim, ...claimOver(this.#reader, message, words), kind, stance };
  }

  #accept(claim: Claim, title: string): string {
    if (title === '')
      throw new Fault('usage', 'a: no title', 'write a and the claim in your own words');
    const words = this.#words;
    const { id, kind, stance } = words === null ? claim : this.#over(claim, words);
    const lines = this.#do('accepted', { id }, [this.#claimFile(claim)], () =>
      words === null
        ? acceptClaim(this.#desk, claim.id, title, this.#change)
        : addClaim(this.#desk, claim.messageId, words, title, { kind, stance, ...this.#change }),
    );
    this.#last = id;
    this.counts.accepted += 1;
    this.#next();
    return `${lines.map(visible).join('\n')}\n${this.#suggested(claim)}${this.#nearest(claim)}`;
  }

  #reject(claim: Claim, why: string): string {
    const file = rejectionFile(this.#desk.root, this.#reviewId(claim));
    const lines = this.#do('rejected', claim, [file], () =>
      rejectClaim(this.#desk, claim.id, why || 'not worth a claim'),
    );
    this.counts.rejected += 1;
    this.#next();
    return `${lines.map(visible).join('\n')}\n`;
  }

  #skip(claim: Claim): string {
    this.#do('skipped', claim, [], () => this.skipped.add(claim.id));
    this.counts.skipped += 1;
    this.#next();
    return this.shown();
  }

  #undo(): string {
    const done = this.#done.pop();
    if (!done) return 'nothing to undo\n';
    done.restore();
    this.#at = done.at;
    this.#last = done.last;
    this.#change = done.change;
    this.#words = done.words;
    if (done.what === 'skipped') this.skipped.delete(done.id);
    if (done.what in this.counts) this.counts[done.what as keyof typeof this.counts] -= 1;
    return `undone: ${done.what} ${done.id}\n${this.shown()}`;
  }

  #retitle(title: string): string {
    if (this.#last === null || title === '')
      throw new Fault('usage', 't: no claim accepted, or no title', 'accept one first');
    const last = this.#last;
    const { file, claim } = place(readClaimFiles(this.#desk.root), last);
    const lines = this.#do('retitled', claim, [join(this.#desk.root, file.path)], () =>
      editClaim(this.#desk, last, { title }, undefined),
    );
    return `${lines.map(visible).join('\n')}\n`;
  }

  #relate(rest: string): string {
    const [kind = '', number = ''] = rest.split(/\s+/);
    const relation = RelationKind.safeParse(kind);
    const target = number.startsWith('c-')
      ? number
      : this.#numbered().find(([its]) => its === Number(number))?.[1].id;
    if (this.#last === null || !relation.success || !target)
      throw new Fault(
        'usage',
        'l: expected a kind of relation and a number of the list, after a claim was accepted',
        `kinds are ${RelationKind.options.join(', ')}; l alone lists the claims`,
      );
    const last = this.#last;
    const { file, claim } = place(readClaimFiles(this.#desk.root), last);
    const lines = this.#do('related', claim, [join(this.#desk.root, file.path)], () =>
      relateClaims(this.#desk, last, relation.data, target),
    );
    return `${lines.map(visible).join('\n')}\n`;
  }

  #numbered(): readonly NumberedClaim[] {
    const [first] = this.#queue;
    const review = first && this.#reviewId(first);
    const files = readClaimFiles(this.#desk.root).filter(
      ({ content }) => content.review === review,
    );
    return this.#claims.of(files.flatMap(({ content }) => content.claims));
  }

  /** Relations that extraction found from the claim accepted to claims that are reviewed. */
  #suggested(claim: Claim): string {
    const reviewed = this.#numbered();
    return this.#reader
      .relationsOf(claim.id)
      .filter(({ from }) => from === claim.id)
      .flatMap(({ kind, to }) =>
        reviewed
          .filter(([, { id }]) => id === to)
          .map(([number, { title }]) => `  perhaps: l ${kind} ${number} (${visible(title)})\n`),
      )
      .join('');
  }

  /** Experiments that a hypothesis about the claim might use. */
  #nearest(claim: Claim): string {
    if (!claim.testable) return '';
    return this.#experiments(claim.text)
      .map(({ id, title }) => `  perhaps tested by: ${id} (${visible(title)})\n`)
      .join('');
  }

  #claimFile(claim: Claim): string {
    const message = this.#message(claim);
    return join(this.#desk.root, fileFor(this.#desk.root, this.#reviewId(claim), message).path);
  }

  #reviewId(claim: Claim) {
    return reviewFor(this.#desk, this.#message(claim), this.#reader).id;
  }

  #message({ id, messageId }: Pick<Claim, 'id' | 'messageId'>): Message {
    const message = this.#reader.message(messageId);
    if (!message) throw new Error(`a claim of a message that the store does not hold: ${id}`);
    return withKnownName(this.#reader, message);
  }

  /** Acts, and remembers how to take it back; an act that is refused leaves nothing to take back. */
  #do<Result>(
    what: string,
    { id }: Pick<Claim, 'id'>,
    paths: readonly string[],
    act: () => Result,
  ): Result {
    const restore = remember(paths);
    const before = { at: this.#at, last: this.#last, change: this.#change, words: this.#words };
    const result = act();
    this.#done.push({ restore, ...before, what, id });
    return result;
  }

  #next(): void {
    this.#at += 1;
    this.#change = {};
    this.#words = null;
  }
}

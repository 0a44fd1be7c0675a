import { existsSync } from 'node:fs';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { type Followed, readFollowed } from '../../data/schema/followed.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { claimsLine, deriveClaims } from '../claim/store/derive-claims.ts';
import { ingest } from '../pipeline/ingest.ts';
import { openSource } from '../source/open.ts';

/** A thread with mail that was not there before. */
interface Grown {
  readonly id: string;
  readonly subject: string;
  readonly added: number;
  readonly messages: number;
}

/** A source that could not be read this time, and why. */
interface Failed {
  readonly source: string;
  readonly why: string;
}

export const command: Command = {
  usage: '[--json] [--store FILE]',
  summary: 'bring every source that is followed up to date, and say what is new',
  options: { ...storeOption, json: { type: 'boolean' } },
  async run({ values, io }) {
    const followed = readFollowed(io.root);
    if (followed.length === 0) {
      throw new Fault(
        'usage',
        'update: nothing is followed',
        'name a source: ./warrant follow SOURCE',
      );
    }
    const store = storePath(values, io);
    const before = sizes(store);
    const failed: Failed[] = [];
    for (const { source } of followed) {
      io.signal.throwIfAborted();
      const why = await read(source, store, io);
      if (why !== null) failed.push({ source, why });
    }
    if (existsSync(store)) io.err(claimsLine(deriveClaims(io.root, store, 'eager', io.signal)));
    const grown = growth(before, sizes(store));
    if (values['json'] === true) io.out(jsonDocument({ schemaVersion: 1, threads: grown, failed }));
    else io.out(plain(followed, grown, failed));
    return failed.length === followed.length ? exitCode.lacking : exitCode.done;
  },
};

/** Reads one source; one that cannot be read leaves the others to be read. Null, or why it could not. */
async function read(name: string, store: string, io: Io): Promise<string | null> {
  try {
    const source = await openSource(name, undefined, io);
    try {
      await ingest([source], store, io);
      return null;
    } finally {
      source.close();
    }
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    io.err(`${visible(caught.line)}\n`);
    return caught.line;
  }
}

interface Size {
  readonly subject: string;
  readonly messages: ReadonlySet<string>;
}

/** The messages of every thread that have text of their own. */
function sizes(store: string): ReadonlyMap<string, Size> {
  if (!existsSync(store)) return new Map();
  return reading(store, (reader) => {
    return new Map(
      [...reader.threads()].map(({ id, subject, messages }) => [
        id,
        {
          subject,
          messages: new Set(messages.flatMap((one) => (one.ghost ? [] : [one.messageId]))),
        },
      ]),
    );
  });
}

/** A thread may have taken another's messages in, or another address: messages are compared, not threads. */
function growth(before: ReadonlyMap<string, Size>, after: ReadonlyMap<string, Size>): Grown[] {
  const known = new Set([...before.values()].flatMap(({ messages }) => [...messages]));
  return [...after]
    .map(([id, { subject, messages }]) => ({
      id,
      subject,
      added: [...messages].filter((one) => !known.has(one)).length,
      messages: messages.size,
    }))
    .filter(({ added }) => added > 0);
}

function plain(
  followed: readonly Followed[],
  grown: readonly Grown[],
  failed: readonly Failed[],
): string {
  const total = grown.reduce((sum, { added }) => sum + added, 0);
  const lines = grown.map(({ id, subject, added, messages }) =>
    visible(`${id} ${added === messages ? 'new' : `+${added}`} of ${messages}: ${subject}`),
  );
  const sources = `${followed.length - failed.length} of ${followed.length} sources read`;
  return `${[`${sources}, ${total} new messages in ${grown.length} threads`, ...lines].join('\n')}\n`;
}

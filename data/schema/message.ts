import { z } from 'zod';
import { MessageId, ThreadId } from './ids.ts';

/** Where a copy of a message was read: the archive, list or file, and the form it had. */
export const SourceRef = z.strictObject({
  /** File path, URL or `-` as the user gave it, relative to the working directory where it can be. */
  location: z.string(),
  format: z.string(),
});
export type SourceRef = z.infer<typeof SourceRef>;

/** An RFC 5322 mailbox; either part may be missing in real mail. */
export const Mailbox = z.strictObject({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

/**
 * Lines of a body that are not its author's words: whose they are stands in the quotes there. Spans are
 * UTF-16 code units, half open.
 */
export const Spoken = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Generations above the message; 0 for a heading between the author's own lines. */
  depth: z.int().nonnegative(),
  /** An attribution line, a rule or header lines, which are nobody's words. */
  heading: z.boolean(),
  /** What shows it: quote marks, a header block or attribution, or that another wrote the same words. */
  by: z.enum(['marks', 'heading', 'words']),
});
export type Spoken = z.infer<typeof Spoken>;

/** A message as the rest of the project sees it, from whatever form it was read. */
export const Message = z.strictObject({
  messageId: MessageId,
  threadId: ThreadId,
  /** Parent by Message-ID, as resolved by threading; null at a root. */
  inReplyTo: MessageId.nullable(),
  references: z.array(MessageId),
  from: Mailbox,
  /** The instant as ISO 8601 in UTC; null where the header cannot be read. */
  date: z.iso.datetime().nullable(),
  subject: z.string(),
  /** Decoded text body with `\n` line ends; offsets elsewhere count its UTF-16 code units. */
  body: z.string(),
  /** Who speaks in the body, in order; absent where no thread was at hand to tell. */
  spoken: z.array(Spoken).optional(),
  /** Known only from references or quotes of others; `body` is what was quoted of it. */
  ghost: z.boolean(),
  sources: z.array(SourceRef),
});
export type Message = z.infer<typeof Message>;

/** A patch series as its subjects number it: `[PATCH v3 0/5]` is the cover letter. */
export const PatchSeries = z.strictObject({
  /** 1 where the subject names no version. */
  version: z.int().positive(),
  /** Patches announced, the cover letter not counted. */
  total: z.int().positive(),
  cover: MessageId.nullable(),
  /** Patches held, by number; some may be missing. */
  patches: z.array(z.strictObject({ number: z.int().positive(), messageId: MessageId })),
});
export type PatchSeries = z.infer<typeof PatchSeries>;

/**
 * What places a message in its thread where its own and others' headers do not: patches sent as one
 * `series`, an attribution line that makes a parent `probable`; or that it is a `branch`, which states
 * its parent and begins another subject without a quote.
 */
export const ThreadLink = z.enum(['series', 'probable', 'branch']);
export type ThreadLink = z.infer<typeof ThreadLink>;

/** A thread in RFC 5256 REFERENCES order: depth first, siblings by date. */
export const Thread = z.strictObject({
  id: ThreadId,
  subject: z.string(),
  /** The newest version of a patch series that it holds, if any. */
  series: PatchSeries.nullable(),
  messages: z.array(
    z.strictObject({
      messageId: MessageId,
      inReplyTo: MessageId.nullable(),
      ghost: z.boolean(),
      depth: z.int().nonnegative(),
      /** Null where headers say where it hangs. */
      link: ThreadLink.nullable(),
    }),
  ),
});
export type Thread = z.infer<typeof Thread>;

/** Whether a quoted span says what its origin says. */
export const Fidelity = z.enum(['verbatim', 'altered', 'unresolved']);
export type Fidelity = z.infer<typeof Fidelity>;

/** A span of another message inside this one, attributed and resolved to its origin. */
export const Quote = z.strictObject({
  messageId: MessageId,
  /** Span in the quoting message's body, marks included, UTF-16 code units, half open. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Number of quote marks: 1 for `>`, 2 for `> >`. */
  depth: z.int().positive(),
  /** Who the attribution line names, if any. */
  attributedTo: z.string().nullable(),
  /** The quoted words without marks. */
  text: z.string(),
  origin: z
    .strictObject({
      messageId: MessageId,
      start: z.int().nonnegative(),
      end: z.int().nonnegative(),
    })
    .nullable(),
  fidelity: Fidelity,
});
export type Quote = z.infer<typeof Quote>;

import { z } from 'zod';

/**
 * RFC 5322 msg-id with its angle brackets, compared byte for byte (`<A@x>` is not `<a@x>`).
 * Any printable text inside the brackets is kept: real mail has ids that the grammar forbids. Where nobody
 * bears an id, threading looks for one that was rewritten on its way (`store/id-forms.ts`).
 */
export const MessageId = z
  .string()
  .regex(/^<[^<>\s]+>$/u, 'expected a Message-ID in angle brackets, such as <a@b>')
  .brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

const prefixed = (prefix: string, of: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-[0-9a-f]{12,64}$`),
      `expected ${of}, such as ${prefix}-0123456789ab`,
    );
const slug = (of: string) =>
  z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, `expected ${of} in lower-case words joined by hyphens`);

/** `t-` and 12 hex digits of SHA-256 of the root's Message-ID. */
export const ThreadId = prefixed('t', 'a thread id').brand<'ThreadId'>();
export type ThreadId = z.infer<typeof ThreadId>;

/** `c-` and 12 hex digits of SHA-256 over Message-ID, a NUL and the white-space-folded exact quote. */
export const ClaimId = prefixed('c', 'a claim id').brand<'ClaimId'>();
export type ClaimId = z.infer<typeof ClaimId>;

/** `r-` and hex digits of SHA-256 over the run's canonical JSON without the id itself. */
export const RunId = prefixed('r', 'a run id').brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** `x-` and hex digits of SHA-256 over the trace's canonical JSON without the id itself. */
export const TraceId = prefixed('x', 'a trace id').brand<'TraceId'>();
export type TraceId = z.infer<typeof TraceId>;

export const ReviewId = slug('a review id').brand<'ReviewId'>();
export type ReviewId = z.infer<typeof ReviewId>;

export const ApproachId = slug('an approach').brand<'ApproachId'>();
export type ApproachId = z.infer<typeof ApproachId>;

export const HypothesisId = slug('a hypothesis id').brand<'HypothesisId'>();
export type HypothesisId = z.infer<typeof HypothesisId>;

export const ExperimentId = slug('an experiment id').brand<'ExperimentId'>();
export type ExperimentId = z.infer<typeof ExperimentId>;

export const DeviceId = slug('a device id').brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

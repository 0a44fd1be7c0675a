/**
 * Limits on hostile mail. Each stops one attack; real list mail stays far below all of them.
 * What a limit cuts off is not parsed; the message itself is kept.
 */

/** Quadratic boundary scans: a mail of 2,000 nested multiparts is walked this deep, the rest is text. */
export const maxDepth = 24;

/** Memory per part: 200,000 empty parts in 2 MB of mail; later parts are left out. */
export const maxParts = 1_000;

/** Unfolding and decoding a header line of megabytes; longer values keep head and tail. */
export const maxFieldLength = 64 * 1024;

/** A header that never ends (a binary file with a colon in it): bytes read before the body. */
export const maxHeaderLength = 16 * 1024 * 1024;

/** Threading cost: 200,000 References; the root and the nearest ancestors are kept. */
export const maxReferences = 1_000;

/** Index keys and file names made of ids: RFC 5322 allows lines of 998 characters. */
export const maxIdLength = 1_000;

/** Display names and subjects are shown on one line. */
export const maxSubjectLength = 4_000;
export const maxNameLength = 1_000;

/** One message held in memory, before decoding; a larger one is reported and skipped. */
export const maxMessageLength = 48 * 1024 * 1024;

/** The decoded text of one message: a page, an index entry and a diff must be able to hold it. */
export const maxBodyLength = 8 * 1024 * 1024;

/** Quadratic backtracking on HTML-only mail: longer markup is cut before conversion. */
export const maxHtmlLength = 4 * 1024 * 1024;

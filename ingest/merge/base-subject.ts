/** `Re:` in the languages of mailers, with counts (`Re[2]:`, `Re^3:`) and with a full-width colon. */
const reply =
  /^(?:re|aw|antw|sv|vs|vá|odp|ynt|rif|res|ref|ответ|fwd?|wg|tr|rv|vl|enc|doorst|回复|答复|转发|返信|転送|回覆|轉寄)\s*(?:\[\d+\]|\^\d+|\(\d+\))?\s*[:：]\s*/iu;
/** A list's tag; `[PATCH 1/2]` and `[RFC]` are the author's. */
const listTag = /^\[(?![^\]]*(?:\b(?:patch|rfc)|\d+\/\d+))[^\]]{1,40}\]\s*/i;

/**
 * A subject without what replies and lists put before it, lower case, white space as one space: the same
 * for a message, its copies and its replies.
 */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, 500).replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(reply, '').replace(listTag, '').trimStart();
  }
  return rest.toLowerCase();
}

/** Whether a subject says that the message answers or passes on another. */
export function saysReply(subject: string): boolean {
  return reply.test(subject.replace(listTag, ''));
}

import { describe, expect, test } from 'vitest';
import { derive } from '../pipeline/derive.ts';
import { hostileMail } from './hostile-mail.ts';
import { maxBodyLength, maxReferences } from './limits.ts';
import { parseMessage } from './message.ts';

describe.each(hostileMail)('$name', ({ raw, keeps }) => {
  const parsed = parseMessage(raw(), { location: 'hostile', format: 'eml' });

  test('becomes a message within the limits that keeps its words', () => {
    if (!parsed.ok) throw new Error(parsed.reason);
    const { message } = parsed;
    expect(message.messageId).toBe('<h@x.org>');
    expect(message.body.length).toBeLessThanOrEqual(maxBodyLength);
    expect(message.references.length).toBeLessThanOrEqual(maxReferences);
    expect(message.body).toContain(keeps ?? '');
    expect(message.body.isWellFormed()).toBe(true);
    expect(`${message.subject}${message.from.name}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  test('can be threaded and searched for quotes', () => {
    if (!parsed.ok) throw new Error(parsed.reason);
    const { threads } = derive([parsed.message]);
    expect(threads.flatMap((thread) => thread.messages.filter(({ ghost }) => !ghost))).toHaveLength(
      1,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { messageFolder } from './message-path.ts';

const id = (inner: string) => MessageId.parse(`<${inner}>`);
const anyId = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 400 })
  .filter((inner) => MessageId.safeParse(`<${inner}>`).success)
  .map(id);

describe('messageFolder', () => {
  it('is the Message-ID as it stands, for those that mail programs make', () => {
    for (const inner of [
      'aZUQKx_C3-qyU4PJ@dread',
      'CAOQ4uxgdWvJPAi6QMWQjWJ2TnjO=JP84WCgQ+ShM3GiikF=bSw@mail.gmail.com',
    ])
      expect(messageFolder(id(inner))).toBe(inner);
  });

  it('writes out what a path or a server would take for something else', () => {
    expect(messageFolder(id('a/b%2F?c#d@x'))).toBe('a~2Fb~252F~3Fc~23d@x');
    expect(messageFolder(id('..'))).toBe('~2E~2E');
    expect(messageFolder(id('a@b.html'))).toBe('a@b~2Ehtml');
    expect(messageFolder(id('a~2Fb@x'))).toBe('a~7E2Fb@x');
  });

  it('is one harmless folder for any id, and another for another', () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        const name = messageFolder(one);
        expect(name).toMatch(/^[\w.@+=$~-]{1,255}$/);
        expect(name).not.toMatch(/^\.|\.$/);
        if (one !== other) expect(messageFolder(other)).not.toBe(name);
      }),
    );
  });
});

import { expect, test } from 'vitest';
import { flows, footerOf, softBreaks } from './mail-lines.ts';

const prose = [
  'The allocation reaches the log when the transaction commits, which\n',
  'may be long after the program has flushed its own cache lines, and\n',
  'so it is lost.\n',
];

test('prose broken to fit flows; what its author formed does not', () => {
  expect(flows(prose)).toBe(true);
  expect(flows([...prose, '\n'])).toBe(true);
  expect(flows(['One line alone has nothing to join, however long it is.\n'])).toBe(false);
  expect(flows(['Regards,\n', 'Ada\n'])).toBe(false);
  expect(flows(prose.map((line) => `  ${line}`))).toBe(false);
  expect(flows(prose.map((line) => `+${line}`))).toBe(false);
  expect(flows(['if (!mapping_tagged(mapping, PAGECACHE_TAG_DIRTY)) {\n', 'return 0;\n'])).toBe(
    false,
  );
  expect(flows(['file          size of it          blocks that it has held\n', 'a 1\n'])).toBe(
    false,
  );
});

test('a footer is told from a signature, and neither from text below a rule', () => {
  const list = ['\n', '--\n', 'To unsubscribe from this list: send a line\n'];
  expect(footerOf(['text\n', ...list])).toEqual({ from: 2, of: 'list', lines: 2 });
  expect(footerOf(['text\n', '-- \n', 'Ada\n'])).toEqual({ from: 1, of: 'signature', lines: 2 });
  expect(footerOf(['text\n', '-- \n', 'Ada\n', ...list])).toEqual({
    from: 1,
    of: 'list',
    lines: 4,
  });
  expect(footerOf(['text\n', '--\n', ...Array<string>(20).fill('more\n')])).toBeUndefined();
  expect(footerOf(prose)).toBeUndefined();
});

test('a break within flowing prose is soft, one between paragraphs or in code is not', () => {
  const paragraph = `${'a word and another '.repeat(3).trim()}\nthe end of it.`;
  const text = `${paragraph}\n\nint a;\nint b;\n`;
  expect([...softBreaks(text)]).toEqual([paragraph.indexOf('\n')]);
  expect(softBreaks('').size).toBe(0);
});

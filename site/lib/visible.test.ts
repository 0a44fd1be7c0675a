import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieces, plain } from './visible.ts';

test('controls, bidi and invisible characters become marks; text, tabs and line feeds stay', () => {
  expect(pieces('a\u202eb\n\tc\u0000')).toEqual([
    { text: 'a' },
    { mark: 'U+202E' },
    { text: 'b\n\tc' },
    { mark: 'U+0000' },
  ]);
  expect(plain('\u{e0041}x\ufeff')).toBe('[U+E0041]x[U+FEFF]');
  expect(plain('Дэйв 🧪 é')).toBe('Дэйв 🧪 é');
});

test('nothing hidden is left in any text, and what is shown loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = pieces(text)
        .map((piece) =>
          'text' in piece ? piece.text : String.fromCodePoint(parseInt(piece.mark.slice(2), 16)),
        )
        .join('');
      expect(shown).toBe(text);
      expect(plain(text)).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
      );
    }),
  );
});

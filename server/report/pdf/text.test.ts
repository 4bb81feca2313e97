import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STYLES } from './look';
import { fitLine, oneLine, shape, wrap } from './text';

const inked = (glyphs: readonly { kind: string; glyph: { hex: string; face: { key: string } } }[]) =>
  glyphs.filter(({ kind }) => kind === 'ink').map(({ glyph }) => `${glyph.face.key}${glyph.hex}`);
const named = (text: string) => inked(shape([{ text, style: STYLES.body }])).join();

describe('wrap', () => {
  it('keeps every visible character in order, whatever the text and the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 12, max: 400 }), (text, width) => {
        const spans = [{ text, style: STYLES.body }];
        const kept = wrap(spans, width).flatMap((line) => inked(line.glyphs));
        expect(kept).toEqual(inked(shape(spans)));
      }),
    );
  });

  it('never makes a line wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 20, max: 400 }), (text, width) => {
        for (const line of wrap([{ text, style: STYLES.body }], width)) expect(line.width).toBeLessThanOrEqual(width + 0.02);
      }),
    );
  });

  it('begins a new line at each line end of the source, of any kind', () => {
    expect(wrap([{ text: 'a\r\nb\rc\n\nd', style: STYLES.body }], 300).map((line) => line.glyphs.length)).toEqual([1, 1, 1, 0, 1]);
  });

  it('does not begin a line with a sign that French sets after a space', () => {
    const width = oneLine([{ text: 'valeur relue', style: STYLES.body }]).width + 1;
    const [first] = wrap([{ text: 'valeur relue : 1,62', style: STYLES.body }], width);
    expect(first?.width).toBeLessThan(width - 20);
  });

  it('breaks a long word after a sign when it has one', () => {
    const [first] = wrap([{ text: 'mL/min/1,73m²kilogramme', style: STYLES.body }], 60);
    expect(first?.glyphs).toHaveLength('mL/min/1,'.length);
  });
});

describe('shape', () => {
  it.each([
    ['中', '[U+4E2D]'],
    ['😀', '[U+1F600]'],
    ['\u0007', '[U+0007]'],
    ['\u202e', '[U+202E]'],
    ['\ud800', '[U+D800]'],
    ['م', '[U+0645]'],
  ])('prints %j, which no font draws, by its number', (character, name) => {
    expect(named(character)).toBe(named(name));
  });

  it.each(['µ', 'μ', 'α', '≤', '≥', '⁹', '²', '▲', '▼', '◆', '○', '●', '■', '↑', '↓', '–', 'Œ', 'œ', 'Ł', 'ş', 'Ж', '’', '«', '‰', '∞', '°'])(
    'has %s in both weights',
    (character) => {
      for (const style of [STYLES.body, STYLES.bodyBold]) expect(shape([{ text: character, style }])).toHaveLength(1);
    },
  );

  it('leaves out only what is invisible by nature', () => {
    expect(named('a\u200bb\u00adc\ufeff')).toBe(named('abc'));
  });

  it('prints decomposed letters as the letters they make', () => {
    expect(named('He\u0301le\u0300ne')).toBe(named('Hélène'));
  });

  it('gives all figures of a column one width', () => {
    const widths = shape([{ text: '0123456789', style: STYLES.value }]).map(({ width }) => width);
    expect(new Set(widths).size).toBe(1);
  });
});

describe('fitLine', () => {
  it('says with an ellipsis that it cut', () => {
    const line = fitLine([{ text: 'un nom beaucoup trop long', style: STYLES.body }], 50);
    expect(line.width).toBeLessThanOrEqual(50);
    expect(line.glyphs.at(-1)?.glyph).toBe(shape([{ text: '…', style: STYLES.body }])[0]?.glyph);
  });
});

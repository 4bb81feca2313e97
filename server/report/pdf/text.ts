import { findGlyph, type Glyph, type Weight } from './face';

export interface Style {
  readonly weight: Weight;
  readonly size: number;
  readonly colour: string;
  readonly tabular?: boolean;
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export interface StyledGlyph {
  readonly glyph: Glyph;
  readonly style: Style;
  readonly width: number;
  readonly kind: 'ink' | 'space' | 'break';
  readonly breakAfter: boolean;
  /** French puts a space before these signs; a line must not begin with one. */
  readonly clings: boolean;
}

export interface Line {
  readonly glyphs: readonly StyledGlyph[];
  readonly width: number;
}

const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const PLAIN_SPACES = /[\t\u2000-\u2006\u2008-\u200a\u205f\u3000]/g;
const FIXED_SPACES = /[\u00a0\u2007\u202f]/g;
// Invisible by nature: joiners, soft hyphen, byte-order mark, variation selectors.
const INVISIBLE = /\u00ad|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/g;

/**
 * Makes any text safe to print: line ends become `\n`, odd spaces become ordinary ones, and what is invisible goes.
 * Nothing visible is dropped; other control characters stay and are printed by their number.
 */
export function normaliseText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replace(/\t/g, '    ')
    .replace(PLAIN_SPACES, ' ')
    .replace(FIXED_SPACES, '\u00a0')
    .replace(INVISIBLE, '')
    .replace(/\u2011/g, '\u2010')
    .normalize('NFC');
}

/** Turns spans into glyphs; a character that no font draws is printed as its number, `[U+4E2D]`, never left out. */
export function shape(spans: readonly Span[]): StyledGlyph[] {
  const shaped: StyledGlyph[] = [];
  for (const { text, style } of spans) {
    for (const character of normaliseText(text)) shapeCharacter(character, style, shaped);
  }
  return shaped;
}

function shapeCharacter(character: string, style: Style, into: StyledGlyph[]): void {
  const codePoint = character.codePointAt(0) ?? 0xfffd;
  const glyph = findGlyph(character === '\n' ? 0x20 : codePoint, style.weight, style.tabular ?? false);
  if (!glyph) {
    const name = `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
    for (const part of name) shapeCharacter(part, style, into);
    return;
  }
  const kind = character === '\n' ? 'break' : character === ' ' ? 'space' : 'ink';
  const width = kind === 'break' ? 0 : (glyph.advance * style.size) / 1000;
  into.push({ glyph, style, width, kind, breakAfter: '-/‐–,;:@_|)'.includes(character), clings: ':;?!»%'.includes(character) });
}

/**
 * Breaks spans into lines not wider than `width` and loses no visible character: a word that is too long is broken,
 * after a sign when there is one, and spaces vanish only where a line was broken.
 */
export function wrap(spans: readonly Span[], width: number): Line[] {
  const lines: Line[] = [];
  let paragraph: StyledGlyph[] = [];
  for (const glyph of shape(spans)) {
    if (glyph.kind !== 'break') {
      paragraph.push(glyph);
      continue;
    }
    wrapParagraph(paragraph, width, lines);
    paragraph = [];
  }
  wrapParagraph(paragraph, width, lines);
  return lines;
}

function wrapParagraph(glyphs: readonly StyledGlyph[], width: number, lines: Line[]): void {
  let start = 0;
  do {
    const end = lineEnd(glyphs, start, width);
    let inked = end;
    while (inked > start && glyphs[inked - 1]?.kind === 'space') inked -= 1;
    lines.push(lineOf(glyphs.slice(start, inked)));
    start = end;
    while (start < glyphs.length && glyphs[start]?.kind === 'space') start += 1;
  } while (start < glyphs.length);
}

function lineEnd(glyphs: readonly StyledGlyph[], start: number, width: number): number {
  let used = 0;
  let inkSeen = false;
  let afterSpace = -1;
  let afterSign = -1;
  for (let index = start; index < glyphs.length; index += 1) {
    const glyph = glyphs[index];
    if (!glyph) break;
    used += glyph.width;
    if (glyph.kind === 'space') {
      if (inkSeen && !glyphs[index + 1]?.clings) afterSpace = index + 1;
      continue;
    }
    inkSeen = true;
    if (used > width + 0.01 && index > start) {
      if (afterSpace > 0) return afterSpace;
      return afterSign > 0 ? afterSign : index;
    }
    if (glyph.breakAfter) afterSign = index + 1;
  }
  return glyphs.length;
}

export function lineOf(glyphs: readonly StyledGlyph[]): Line {
  return { glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.width, 0) };
}

/** Says whether spans take at most `most` lines of that width without any word being broken. */
export function fitsIn(spans: readonly Span[], width: number, most: number): boolean {
  let word = 0;
  for (const glyph of shape(spans)) {
    word = glyph.kind === 'ink' ? word + glyph.width : 0;
    if (word > width) return false;
  }
  return wrap(spans, width).length <= most;
}

/** Puts spans on one line whatever its width; line ends become spaces. */
export function oneLine(spans: readonly Span[]): Line {
  return lineOf(shape(spans.map(({ text, style }) => ({ text: normaliseText(text).replace(/\n/g, ' '), style }))));
}

/** Puts spans on one line and ends it with "…" where it is cut; only for running heads, whose text stands in full elsewhere. */
export function fitLine(spans: readonly Span[], width: number): Line {
  const line = oneLine(spans);
  const last = spans.at(-1);
  if (line.width <= width || !last) return line;
  const ellipsis = shape([{ text: '…', style: last.style }]);
  let room = width - lineOf(ellipsis).width;
  const kept: StyledGlyph[] = [];
  for (const glyph of line.glyphs) {
    room -= glyph.width;
    if (room < 0) break;
    kept.push(glyph);
  }
  return lineOf([...kept, ...ellipsis]);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fontkit, { type Font } from '@pdf-lib/fontkit';

export type Weight = 'regular' | 'bold';

/** One glyph ready to print: four hexadecimal digits for the content stream, advance in thousandths of an em. */
export interface Glyph {
  readonly face: Face;
  readonly id: number;
  readonly hex: string;
  readonly advance: number;
}

/** One TrueType file, parsed once per process and embedded whole. */
export interface Face {
  readonly key: string;
  readonly font: Font;
  readonly deflated: Uint8Array;
  readonly byteLength: number;
  readonly glyphs: ReadonlyMap<number, Glyph>;
  /** Figures and comparators of equal width, so that numbers stand in columns. */
  readonly figures: ReadonlyMap<number, Glyph>;
}

// Read from the project root and not beside this module: the bundled worker runs from dist/.
const FONT_FOLDER = join(process.cwd(), 'server', 'report', 'fonts');
const CHAIN = ['inter-latin', 'inter-latin-ext', 'inter-greek', 'dejavu-marks', 'dejavu-signs', 'dejavu-letters'];
const FIGURES = '0123456789,.+-<>=/';

const faces = new Map<string, Face>();
const found = new Map<string, Glyph | null>();

/** Finds the first face that draws the code point, or null when none of the embedded fonts can. */
export function findGlyph(codePoint: number, weight: Weight, tabular: boolean): Glyph | null {
  const key = `${weight}${tabular}${codePoint}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const glyph = searchChain(codePoint, weight, tabular);
  found.set(key, glyph);
  return glyph;
}

function searchChain(codePoint: number, weight: Weight, tabular: boolean): Glyph | null {
  for (const name of CHAIN) {
    const face = loadFace(`${name}-${weight}`);
    const glyph = (tabular ? face.figures.get(codePoint) : undefined) ?? face.glyphs.get(codePoint);
    if (glyph) return glyph;
  }
  return null;
}

function loadFace(key: string): Face {
  const known = faces.get(key);
  if (known) return known;
  const bytes = readFileSync(join(FONT_FOLDER, `${key}.ttf`));
  const font = fontkit.create(bytes);
  const glyphs = new Map<number, Glyph>();
  const figures = new Map<number, Glyph>();
  const face: Face = { key, font, deflated: deflateSync(bytes), byteLength: bytes.length, glyphs, figures };
  for (const codePoint of font.characterSet) glyphs.set(codePoint, glyphOf(face, font.glyphForCodePoint(codePoint)));
  if (font.availableFeatures.includes('tnum')) fillFigures(face, figures);
  faces.set(key, face);
  return face;
}

function fillFigures(face: Face, figures: Map<number, Glyph>): void {
  for (const figure of FIGURES) {
    const glyph = face.font.layout(figure, ['tnum']).glyphs[0];
    if (glyph) figures.set(figure.charCodeAt(0), glyphOf(face, glyph));
  }
}

function glyphOf(face: Face, glyph: { id: number; advanceWidth: number }): Glyph {
  const advance = Math.round((glyph.advanceWidth * 1000) / face.font.unitsPerEm);
  return { face, id: glyph.id, hex: glyph.id.toString(16).padStart(4, '0'), advance };
}

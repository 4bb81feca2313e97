import { deflateSync } from 'node:zlib';
import { type PDFContext, PDFRawStream, type PDFRef, PDFString } from 'pdf-lib';
import type { Face } from './face';

interface Prepared {
  readonly widths: (number | number[])[];
  readonly toUnicode: Uint8Array;
}

const prepared = new Map<Face, Prepared>();

/**
 * Writes a face into the document as a Type 0 font with its whole TrueType file and a ToUnicode map, so that the text
 * can be searched and copied. Widths and maps are computed once per process.
 * @see ISO 32000-1 9.7 (composite fonts) and 9.10.3 (ToUnicode)
 */
export function embedFace(context: PDFContext, face: Face): PDFRef {
  const { widths, toUnicode } = prepare(face);
  const baseFont = `Relais-${face.key}`;
  const file = stream(context, { Length1: face.byteLength }, face.deflated);
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: baseFont,
      CIDToGIDMap: 'Identity',
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: context.register(context.obj({ ...descriptorOf(face, baseFont), FontFile2: file })),
      W: widths,
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: baseFont,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: stream(context, {}, toUnicode),
    }),
  );
}

function stream(context: PDFContext, entries: Record<string, number>, deflated: Uint8Array): PDFRef {
  const dictionary = context.obj({ ...entries, Filter: 'FlateDecode', Length: deflated.length });
  return context.register(PDFRawStream.of(dictionary, deflated));
}

function descriptorOf(face: Face, name: string) {
  const { font } = face;
  const scaled = (value: number) => Math.round((value * 1000) / font.unitsPerEm);
  return {
    Type: 'FontDescriptor',
    FontName: name,
    Flags: 4,
    FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map(scaled),
    ItalicAngle: 0,
    Ascent: scaled(font.ascent),
    Descent: scaled(font.descent),
    CapHeight: scaled(font.capHeight || font.ascent),
    StemV: face.key.endsWith('bold') ? 140 : 90,
  };
}

function prepare(face: Face): Prepared {
  const known = prepared.get(face);
  if (known) return known;
  const codePoints = new Map<number, number>();
  const advances: number[] = Array.from({ length: face.font.numGlyphs }, () => 0);
  for (const table of [face.figures, face.glyphs]) {
    for (const [codePoint, glyph] of table) {
      // Several code points may share a glyph (space and no-break space): the first, plainer one is what gets copied.
      if (!codePoints.has(glyph.id)) codePoints.set(glyph.id, codePoint);
      advances[glyph.id] = glyph.advance;
    }
  }
  const made = { widths: [0, advances], toUnicode: deflateSync(Buffer.from(unicodeMap(codePoints), 'latin1')) };
  prepared.set(face, made);
  return made;
}

function unicodeMap(codePoints: ReadonlyMap<number, number>): string {
  const lines = [...codePoints].map(([id, codePoint]) => `<${hex(id)}> <${hex(codePoint)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const block = lines.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend',
  ].join('\n');
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

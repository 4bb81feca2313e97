import type { Face } from './face';
import type { Line, Style, StyledGlyph } from './text';

/** The marks on one page: PDF operators in order, and the faces that they need. Coordinates are points from the top left. */
export interface Canvas {
  readonly height: number;
  readonly operators: string[];
  readonly faces: Map<Face, string>;
  /** Begins the resource names of the faces. */
  readonly prefix: string;
}

/** `faces` is shared by the pages of a document, so that a face has one resource name everywhere. */
export function newCanvas(height: number, faces: Map<Face, string>, prefix = 'F'): Canvas {
  return { height, operators: [], faces, prefix };
}

export function drawLine(canvas: Canvas, line: Line, x: number, baseline: number): void {
  let left = x;
  let index = 0;
  while (index < line.glyphs.length) {
    const first = line.glyphs[index];
    if (!first) return;
    let end = index;
    let width = 0;
    let hex = '';
    for (let glyph: StyledGlyph | undefined = first; glyph && sameRun(glyph, first); glyph = line.glyphs[end]) {
      hex += glyph.glyph.hex;
      width += glyph.width;
      end += 1;
    }
    drawRun(canvas, first.glyph.face, first.style, hex, left, baseline);
    left += width;
    index = end;
  }
}

export function drawLineRight(canvas: Canvas, line: Line, right: number, baseline: number): void {
  drawLine(canvas, line, right - line.width, baseline);
}

export function drawRule(canvas: Canvas, x1: number, x2: number, y: number, thickness: number, colour: string): void {
  fillRectangle(canvas, x1, y - thickness / 2, x2 - x1, thickness, colour);
}

export function fillRectangle(canvas: Canvas, x: number, top: number, width: number, height: number, colour: string): void {
  const bottom = canvas.height - top - height;
  canvas.operators.push(`${rgb(colour)} rg ${n(x)} ${n(bottom)} ${n(width)} ${n(height)} re f`);
}

export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function rgb(colour: string): string {
  const part = (at: number) => n(Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return `${part(1)} ${part(3)} ${part(5)}`;
}

function sameRun(glyph: StyledGlyph, first: StyledGlyph): boolean {
  return glyph.style === first.style && glyph.glyph.face === first.glyph.face;
}

function drawRun(canvas: Canvas, face: Face, style: Style, hex: string, x: number, baseline: number): void {
  const name = canvas.faces.get(face) ?? `${canvas.prefix}${canvas.faces.size + 1}`;
  canvas.faces.set(face, name);
  const y = canvas.height - baseline;
  canvas.operators.push(`BT /${name} ${n(style.size)} Tf ${rgb(style.colour)} rg ${n(x)} ${n(y)} Td <${hex}> Tj ET`);
}

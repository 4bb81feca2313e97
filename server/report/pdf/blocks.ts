import { type Canvas, drawLine, drawRule, fillRectangle } from './canvas';
import type { Band } from './flow';
import { LINE, PAGE, TEXT_WIDTH } from './look';
import { type Line, type Span, type Style, wrap } from './text';

/** Text over as many bands as it needs, one line each. */
export function textBands(spans: readonly Span[], x: number = PAGE.left, width: number = TEXT_WIDTH, lineHeight?: number): Band[] {
  const size = Math.max(...spans.map(({ style }) => style.size));
  const height = lineHeight ?? size * 1.38;
  return wrap(spans, width).map((line) => lineBand(line, x, height, size));
}

export function paragraph(text: string, style: Style, x?: number, width?: number): Band[] {
  return textBands([{ text, style }], x, width);
}

export function lineBand(line: Line, x: number, height: number, size: number): Band {
  return { height, draw: (canvas, top) => drawLine(canvas, line, x, baselineIn(top, height, size)) };
}

/** Where the baseline stands so that text of this size looks centred in its band. */
export function baselineIn(top: number, height: number, size: number): number {
  return top + height / 2 + size * 0.36;
}

export function space(height: number): Band {
  return { height, draw: () => undefined };
}

export function rule(height: number, thickness = 0.5, colour: string = LINE): Band {
  return { height, draw: (canvas, top) => drawRule(canvas, PAGE.left, PAGE.right, top + height / 2, thickness, colour) };
}

/** The same bands with a bar in the left margin: this concerns the whole passage. */
export function barred(bands: readonly Band[], colour: string, x: number = PAGE.left - 9): Band[] {
  return bands.map((band) => ({
    height: band.height,
    draw: (canvas: Canvas, top: number) => {
      // A hair of overlap: without it viewers show gaps between the strips.
      fillRectangle(canvas, x, top - 0.2, 3, band.height + 0.4, colour);
      band.draw(canvas, top);
    },
  }));
}

/** Bands side by side; the shorter columns are simply over earlier. */
export function beside(...columns: readonly (readonly Band[])[]): Band[] {
  const count = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length: count }, (_, index) => {
    const row = columns.flatMap((column) => column[index] ?? []);
    return {
      height: Math.max(...row.map((band) => band.height)),
      draw: (canvas: Canvas, top: number) => {
        for (const band of row) band.draw(canvas, top);
      },
    };
  });
}

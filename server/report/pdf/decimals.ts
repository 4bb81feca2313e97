import { baselineIn } from './blocks';
import { type Canvas, drawLine } from './canvas';
import type { Band } from './flow';
import { type Line, lineOf, oneLine, type Style } from './text';

/** A number cut at its decimal comma. */
export interface Decimal {
  readonly whole: Line;
  readonly fraction: Line;
}

/** Cuts "< 12,50" into "< 12" and ",50"; the cut falls at the end when there is no comma. */
export function cutDecimal(text: string, style: Style): Decimal {
  const found = /^(.*?\d)([,.]\d.*)$/.exec(text.trim());
  return { whole: oneLine([{ text: found?.[1] ?? text.trim(), style }]), fraction: found?.[2] ? oneLine([{ text: found[2], style }]) : lineOf([]) };
}

/**
 * Finds how much room the fractions of a column need, so that all its commas stand under each other.
 * A fraction that would take more than half of the column is left out: it may stick out to the left instead.
 */
export function fractionRoom(decimals: readonly Decimal[], columnWidth: number): number {
  return Math.max(0, ...decimals.map(({ fraction }) => fraction.width).filter((width) => width <= columnWidth / 2));
}

export function decimalFits(decimal: Decimal, room: number, columnWidth: number): boolean {
  return decimal.whole.width + Math.max(room, decimal.fraction.width) <= columnWidth;
}

/** Draws a number with its comma at `right - room`. */
export function decimalBand(decimal: Decimal, right: number, room: number, height: number, size: number): Band {
  const comma = right - Math.max(room, decimal.fraction.width);
  return {
    height,
    draw: (canvas: Canvas, top: number) => {
      const baseline = baselineIn(top, height, size);
      drawLine(canvas, decimal.whole, comma - decimal.whole.width, baseline);
      drawLine(canvas, decimal.fraction, comma, baseline);
    },
  };
}

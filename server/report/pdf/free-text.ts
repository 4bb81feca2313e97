import { beside, lineBand, textBands } from './blocks';
import { drawRule } from './canvas';
import type { Band } from './flow';
import { LINE } from './look';
import { oneLine, type Style } from './text';

const CELL_END = /\t+| {2,}/;
const GAP = 14;
const LEADING = 1.38;

/**
 * Prints a text of several lines as it came. Neighbouring lines whose parts are kept apart by tabs or runs of spaces,
 * as laboratories write antibiograms, become columns: proportional letters would destroy the alignment meant there.
 */
export function freeTextBands(text: string, style: Style, x: number, width: number): Band[] {
  const lines = text.split(/\r\n|\n|\r/);
  const bands: Band[] = [];
  for (let at = 0; at < lines.length; ) {
    const rows = tableAt(lines, at);
    const columns = rows.length > 1 ? columnBands(rows, style, x, width) : null;
    if (columns) bands.push(...columns);
    else bands.push(...textBands([{ text: lines.slice(at, at + Math.max(1, rows.length)).join('\n'), style }], x, width));
    at += Math.max(1, rows.length);
  }
  return bands;
}

function tableAt(lines: readonly string[], from: number): string[][] {
  const rows: string[][] = [];
  for (const line of lines.slice(from)) {
    const cells = line.trim().split(CELL_END);
    if (cells.length < 2) break;
    rows.push(cells);
  }
  return rows;
}

function columnBands(rows: readonly string[][], style: Style, x: number, width: number): Band[] | null {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(...rows.map((row) => oneLine([{ text: row[column] ?? '', style }]).width)));
  const tableWidth = widths.reduce((sum, each) => sum + each + GAP, -GAP);
  if (tableWidth > width) return null;
  return rows.flatMap((row) => {
    let left = x;
    const cells = row.map((cell, column) => {
      const band = lineBand(oneLine([{ text: cell, style }]), left, style.size * LEADING, style.size);
      left += (widths[column] ?? 0) + GAP;
      return [band];
    });
    return [hairline(x, tableWidth), ...beside(...cells)];
  });
}

/** Leads the eye from one cell to the next. */
function hairline(x: number, width: number): Band {
  return { height: 0, draw: (canvas, top) => drawRule(canvas, x, x + width, top, 0.35, LINE) };
}

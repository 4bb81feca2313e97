import { barred, baselineIn, beside, lineBand, space, textBands } from './blocks';
import { drawLineRight } from './canvas';
import { COLUMNS, NOTE_LEFT, NOTE_WIDTH, PRIOR_WIDTH, VALUE_WIDTH, WORDS_WIDTH } from './columns';
import { cutDecimal, decimalBand, decimalFits } from './decimals';
import { flagBand } from './flag';
import type { Band, Group } from './flow';
import { freeTextBands } from './free-text';
import { CHANGED, STYLES } from './look';
import { fitsIn, type Span, wrap } from './text';
import { documentWords, frenchDate, type Result } from './words';

const HEIGHT = 13.5;
const LONG = 3;

/** What the rows of one table share. */
export interface TableFacts {
  /** Said once above the rows when it is that of all of them. */
  readonly origin: string | null;
  readonly fractionRoom: number;
  readonly priorRoom: number;
  /** The date of all prior values when they have one and the same: it then stands in the column heading. */
  readonly priorOn: string | null;
}

/** A result with all that belongs to it: what does not fit its column is printed below the line, in full. */
export function resultGroup(result: Result, table: TableFacts, pageHead: readonly Band[]): Group {
  const below: Band[] = [];
  const cells = [
    labelCell(result),
    ...valueCells(result, table, below),
    ...(result.cancelled === null ? [[flagBand(result.flag, HEIGHT)]] : []),
    referenceCell(result, below),
    priorCell(result, table, below),
  ];
  const row = beside(...cells);
  const said = remarks(result, table);
  const gap = below.length > 0 && said.length > 0 ? [space(3)] : [];
  const bands = [space(2.5), ...row, ...below, ...gap, ...said, space(2.5)];
  const resume = [...textBands([{ text: `${result.label}, suite`, style: STYLES.smallSoft }], NOTE_LEFT, NOTE_WIDTH).slice(0, 1), space(2)];
  return { bands: result.changed === null ? bands : barred(bands, CHANGED), pageHead, resume };
}

function labelCell(result: Result): Band[] {
  const spans: Span[] = [{ text: result.label, style: STYLES.label }];
  if (result.method) spans.push({ text: `  ${result.method}`, style: STYLES.tiny });
  return textBands(spans, COLUMNS.label, COLUMNS.labelWidth, HEIGHT);
}

function valueCells(result: Result, table: TableFacts, below: Band[]): Band[][] {
  if (result.cancelled !== null) return [wordsCell(result.cancelled, '', below)];
  const numbers = result.isNumeric ? numberCell(result.value, table.fractionRoom) : null;
  if (!numbers) return [wordsCell(result.value, result.unit, below)];
  const unit = textBands([{ text: result.unit, style: STYLES.smallSoft }], COLUMNS.unit, COLUMNS.unitWidth, HEIGHT);
  return [numbers, unit];
}

function numberCell(value: string, room: number): Band[] | null {
  const decimals = value.split('\n').map((line) => cutDecimal(line, STYLES.value));
  if (!decimals.every((decimal) => decimalFits(decimal, room, VALUE_WIDTH))) return null;
  return decimals.map((decimal) => decimalBand(decimal, COLUMNS.valueRight, room, HEIGHT, STYLES.value.size));
}

function wordsCell(value: string, unit: string, below: Band[]): Band[] {
  const tail: Span[] = unit ? [{ text: ` ${unit}`, style: STYLES.smallSoft }] : [];
  const spans = [{ text: value, style: STYLES.textValue }, ...tail];
  if (!value.includes('\n') && fitsIn(spans, WORDS_WIDTH, LONG)) return textBands(spans, COLUMNS.valueLeft, WORDS_WIDTH, HEIGHT);
  below.push(...freeTextBands(value, STYLES.longValue, NOTE_LEFT, NOTE_WIDTH));
  if (unit) below.push(...textBands([{ text: unit, style: STYLES.smallSoft }], NOTE_LEFT, NOTE_WIDTH));
  return [];
}

function referenceCell(result: Result, below: Band[]): Band[] {
  const spans = [{ text: result.referenceRange, style: STYLES.figures }];
  if (!result.referenceRange) return [];
  if (fitsIn(spans, COLUMNS.referenceWidth, LONG)) return textBands(spans, COLUMNS.reference, COLUMNS.referenceWidth, HEIGHT);
  below.push(...textBands([{ text: `Référence : ${result.referenceRange}`, style: STYLES.soft }], NOTE_LEFT, NOTE_WIDTH));
  return [];
}

function priorCell(result: Result, table: TableFacts, below: Band[]): Band[] {
  const { prior } = result;
  if (!prior) return rightAligned([{ text: result.priorAbsence ?? '', style: STYLES.tiny }]);
  const on = frenchDate(prior.on);
  const decimal = cutDecimal(prior.value, STYLES.figures);
  if (result.isNumeric && !prior.value.includes('\n') && decimalFits(decimal, table.priorRoom, PRIOR_WIDTH)) {
    const number = decimalBand(decimal, COLUMNS.priorRight, table.priorRoom, HEIGHT, STYLES.figures.size);
    return [number, ...(table.priorOn === null ? rightAligned([{ text: on, style: STYLES.tiny }]) : [])];
  }
  const spans: Span[] = [{ text: prior.value, style: STYLES.figures }];
  if (table.priorOn === null) spans.push({ text: `\n${on}`, style: STYLES.tiny });
  if (fitsIn(spans, PRIOR_WIDTH, LONG)) return rightAligned(spans);
  below.push(...textBands([{ text: `Antérieur, ${on} : ${prior.value}`, style: STYLES.soft }], NOTE_LEFT, NOTE_WIDTH));
  return [];
}

function rightAligned(spans: readonly Span[]): Band[] {
  return wrap(spans, PRIOR_WIDTH).map((line) => ({
    height: HEIGHT,
    draw: (canvas, top) => drawLineRight(canvas, line, COLUMNS.priorRight, baselineIn(top, HEIGHT, STYLES.figures.size)),
  }));
}

/** @see GBUI XIII-2.6 */
export const originWords = (origin: string): string => `Mesuré hors du laboratoire : ${origin}`;

function remarks(result: Result, table: TableFacts): Band[] {
  const bands: Band[] = [];
  if (result.changed !== null) {
    for (const line of wrap([{ text: `◆ ${result.changed}`, style: STYLES.changed }], NOTE_WIDTH)) bands.push(lineBand(line, NOTE_LEFT, 12, 8.5));
  }
  for (const note of result.notes) bands.push(...freeTextBands(note, STYLES.body, NOTE_LEFT, NOTE_WIDTH));
  for (const document of result.documents ?? []) {
    // With its hash: whoever has the file can prove that it is the one that was signed with this report.
    const text = `${documentWords(document)}, annexe consultable dans Relais. SHA-256 : ${document.sha256}`;
    bands.push(...textBands([{ text, style: STYLES.tiny }], NOTE_LEFT, NOTE_WIDTH));
  }
  if (result.origin && table.origin === null) {
    bands.push(...textBands([{ text: originWords(result.origin), style: STYLES.smallSoft }], NOTE_LEFT, NOTE_WIDTH));
  }
  if (result.performedBy) {
    bands.push(...textBands([{ text: `Réalisé par ${result.performedBy}`, style: STYLES.smallSoft }], NOTE_LEFT, NOTE_WIDTH));
  }
  return bands;
}

import { isShown, linesOf, sharedOrigin } from '../lines';
import type { ReportContent } from '../types';
import { antibiogramGroups } from './antibiogram';
import { baselineIn, lineBand, paragraph, rule, space, textBands } from './blocks';
import { drawLine, drawLineRight } from './canvas';
import { COLUMNS, NOTE_WIDTH, PRIOR_WIDTH, VALUE_WIDTH } from './columns';
import { cutDecimal, fractionRoom } from './decimals';
import type { Band, Group } from './flow';
import { freeTextBands } from './free-text';
import { LINE, LINE_STRONG, STYLES, TEXT_WIDTH } from './look';
import { originWords, resultGroup, type TableFacts } from './result-row';
import { type Line, oneLine, type Span, wrap } from './text';
import { frenchDate, type Result } from './words';

type Chapter = ReportContent['chapters'][number];
type Panel = Chapter['panels'][number];

const HEAD_HEIGHT = 14;
const TITLE_WIDTH = 178;

/**
 * Prints every chapter in the laboratory's order: a panel is a table whose headings return on each page, a result is
 * never parted from its notes unless a page cannot hold them.
 * @see ISO 15189:2022 7.4.1.6
 */
export function resultGroups(content: ReportContent): Group[] {
  return content.chapters.flatMap((chapter) => [
    { bands: [space(9), ...paragraph(chapter.title, STYLES.chapter)], keepWithNext: chapter.panels.length > 0 },
    ...chapter.panels.filter(isShown).flatMap((panel, index) => panelGroups(chapter, panel, index === 0)),
  ]);
}

function panelGroups(chapter: Chapter, panel: Panel, isFirst: boolean): Group[] {
  const lines = linesOf(panel);
  const table = factsOf(lines);
  const head = headBands(panel, table);
  const again = [...headBands({ ...panel, title: continued(chapter, panel) }, table), ...originBands(table)];
  const groups: Group[] = [
    {
      bands: [space(isFirst ? 2 : 6), ...head, ...originBands(table)],
      keepWithNext: lines.length + panel.notes.length > 0 || Boolean(panel.antibiogram),
      pageHead: isFirst ? [] : paragraph(`${chapter.title} (suite)`, STYLES.chapter),
    },
  ];
  lines.forEach((result, index) => {
    const group = resultGroup(result, table, again);
    // The line between two rows belongs to the lower one and disappears on top of a page.
    const keepWithNext = index === lines.length - 1 && panel.notes.length > 0;
    groups.push({ ...group, keepWithNext, bands: index === 0 ? group.bands : withLineAbove(group.bands) });
  });
  if (panel.antibiogram) groups.push(...antibiogramGroups(panel.antibiogram));
  for (const note of panel.notes) {
    const pageHead = textBands([{ text: continued(chapter, panel), style: STYLES.panel }]);
    groups.push({ bands: [space(3), ...freeTextBands(note, STYLES.body, COLUMNS.label, 490), space(2)], pageHead });
  }
  return groups;
}

function continued(chapter: Chapter, panel: Panel): string {
  const name = chapter.title === panel.title ? chapter.title : `${chapter.title}, ${panel.title}`;
  return `${name} (suite)`;
}

function factsOf(results: readonly Result[]): TableFacts {
  const shown = results.filter((result) => result.isNumeric && result.cancelled === null);
  const decimals = shown.flatMap((result) => result.value.split('\n').map((line) => cutDecimal(line, STYLES.value)));
  const dates = new Set(results.flatMap((result) => (result.prior ? [frenchDate(result.prior.on)] : [])));
  const [only] = dates;
  const priors = results.flatMap((result) => (result.prior && result.isNumeric ? [cutDecimal(result.prior.value, STYLES.figures)] : []));
  return {
    origin: sharedOrigin(results),
    fractionRoom: fractionRoom(decimals, VALUE_WIDTH),
    priorRoom: fractionRoom(priors, PRIOR_WIDTH),
    priorOn: dates.size === 1 && only ? only : null,
  };
}

const originBands = ({ origin }: TableFacts): Band[] =>
  origin === null ? [] : [space(2), ...textBands([{ text: originWords(origin), style: STYLES.smallSoft }], COLUMNS.label, NOTE_WIDTH)];

function headBands(panel: Pick<Panel, 'title' | 'specimen'>, table: TableFacts): Band[] {
  const spans: Span[] = [{ text: panel.title, style: STYLES.panel }];
  if (panel.specimen) spans.push({ text: `  ${panel.specimen}`, style: STYLES.tiny });
  const lines = wrap(spans, TEXT_WIDTH);
  const bands = lines.map((line) => lineBand(line, COLUMNS.label, HEAD_HEIGHT, STYLES.panel.size));
  // A short title shares its line with the headings; a long one takes the width of the page and leaves them the next.
  const last = (lines.at(-1)?.width ?? 0) <= TITLE_WIDTH ? bands.pop() : undefined;
  return [...bands, withHeadings(last ?? space(HEAD_HEIGHT - 2), table), rule(1.5, 0.75, LINE_STRONG)];
}

function withHeadings(band: Band, table: TableFacts): Band {
  const prior = heading(table.priorOn ? `Antérieur ${table.priorOn}` : 'Antérieur');
  const result = heading('Résultat');
  const reference = heading('Référence');
  return {
    height: band.height,
    draw: (canvas, top) => {
      band.draw(canvas, top);
      const baseline = baselineIn(top, band.height, STYLES.tinyInk.size);
      drawLineRight(canvas, result, COLUMNS.valueRight, baseline);
      drawLine(canvas, reference, COLUMNS.reference, baseline);
      drawLineRight(canvas, prior, COLUMNS.priorRight, baseline);
    },
  };
}

function heading(text: string): Line {
  return oneLine([{ text, style: STYLES.tinyInk }]);
}

function withLineAbove(bands: readonly Band[]): Band[] {
  return [rule(0, 0.5, LINE), ...bands];
}

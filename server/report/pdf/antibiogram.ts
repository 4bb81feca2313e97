import type { Antibiogram } from '../../dossier/antibiogram';
import { CATEGORY_WORDS } from '../../dossier/susceptibility';
import { beside, paragraph, rule, space, textBands } from './blocks';
import type { Band, Group } from './flow';
import { LINE_STRONG, PAGE, STYLES, TEXT_WIDTH } from './look';
import type { Span } from './text';

const NAME_WIDTH = 150;
/** More organisms than these would leave no room for a word: the table goes on below with the next ones. */
const MOST_COLUMNS = 4;

type Cell = Antibiogram['rows'][number]['cells'][number];

/** Prints an antibiogram: organisms as columns, a letter with its word and the concentration in each cell; its headings return on each page. */
export function antibiogramGroups(antibiogram: Antibiogram): Group[] {
  const groups: Group[] = [];
  for (let from = 0; from < antibiogram.organisms.length; from += MOST_COLUMNS) groups.push(...columnsFrom(antibiogram, from));
  return [...groups, { bands: [space(2), ...paragraph(legendOf(antibiogram), STYLES.tiny), space(2)] }];
}

function columnsFrom({ organisms, rows }: Antibiogram, from: number): Group[] {
  const columns = organisms.slice(from, from + MOST_COLUMNS);
  const width = (TEXT_WIDTH - NAME_WIDTH) / columns.length;
  const left = (index: number) => PAGE.left + NAME_WIDTH + index * width;
  const heads = columns.map(({ name, quantity }, index) =>
    textBands([{ text: name, style: STYLES.smallBold }, ...said(quantity, STYLES.tiny)], left(index), width - 6, 11),
  );
  const head = [...beside(textBands([{ text: 'Antibiotique', style: STYLES.tinyInk }], PAGE.left, NAME_WIDTH - 6, 11), ...heads), rule(1.5, 0.75, LINE_STRONG)];
  const title = (text: string) => paragraph(text, STYLES.panel);
  const pageHead = [...title('Antibiogramme (suite)'), ...head];
  return [
    { bands: [space(6), ...title(from === 0 ? 'Antibiogramme' : 'Antibiogramme (suite)'), ...head], keepWithNext: true },
    ...rows.map(({ antibiotic, cells }): Group => {
      const shown = cells.slice(from, from + MOST_COLUMNS);
      const name = textBands([{ text: antibiotic, style: STYLES.body }], PAGE.left, NAME_WIDTH - 6, 12);
      return { bands: [space(1), ...beside(name, ...shown.map((cell, index) => cellBands(cell, left(index), width - 6))), space(1), rule(0)], pageHead };
    }),
  ];
}

function cellBands(cell: Cell, x: number, width: number): Band[] {
  if (cell === null) return textBands([{ text: '–', style: STYLES.soft }], x, width, 12);
  const spans: Span[] = cell.category
    ? [
        { text: cell.category, style: STYLES.bodyBold },
        { text: `, ${CATEGORY_WORDS[cell.category]}`, style: STYLES.small },
      ]
    : [];
  const measures = [cell.mic && `CMI ${cell.mic}`, cell.zone && `diamètre ${cell.zone}`, cell.method].filter((text) => text !== null).join(', ');
  const gap = spans.length > 0 && measures !== '' ? '\n' : '';
  return textBands([...spans, ...said(gap + measures, STYLES.tinyInk)], x, width, 12);
}

const said = (text: string | null, style: Span['style']): Span[] =>
  text === null || text === '' ? [] : [{ text: text.startsWith('\n') ? text : `\n${text}`, style }];

function legendOf({ rows }: Antibiogram): string {
  const isDose = rows.some(({ cells }) => cells.some((cell) => cell?.category === 'I'));
  return `Catégories selon le laboratoire.${isDose ? ' « I », sensible à forte posologie, n’est pas une résistance.' : ''} –\u00a0: non testé.`;
}

import type { Age } from '../expertise/types';
import { PolicyRow } from './policy';

/** The columns of the table as a spreadsheet has them; export and import are the same. */
export const POLICY_COLUMNS = [
  'Code',
  'Analyte',
  'LOINC',
  'Unité',
  'Sous',
  'Au-dessus de',
  'Textes',
  'Services',
  'Venues',
  'Âge à partir de',
  'Âge sous',
  'Sexe',
  'Connu (heures)',
  'Connu (règle)',
  'Délai (min)',
  'Source',
] as const;

const UNITS: readonly (readonly [suffix: string, key: 'days' | 'months' | 'years'])[] = [
  ['j', 'days'],
  ['mois', 'months'],
  ['ans', 'years'],
];

/** « 28 j », « 6 mois », « 18 ans »; '' = no bound. */
export function ageWords(age: Age | null): string {
  if (age === null) return '';
  const [suffix, key] = UNITS.find(([, name]) => name in age) ?? ['ans', 'years'];
  return `${(age as Record<string, number>)[key]} ${suffix}`;
}

function ageOf(text: string): unknown {
  if (text === '') return null;
  const [, number = '', unit = ''] = /^(\d+)\s*(j|jours?|m|mois|ans?)$/i.exec(text) ?? [];
  const key = unit.startsWith('j') ? 'days' : unit.startsWith('m') ? 'months' : 'years';
  return number === '' ? text : { [key]: Number(number) };
}

export const rowCells = (row: PolicyRow): (string | number | null)[] => [
  row.code,
  row.label,
  row.loincCodes.join(' '),
  row.unit,
  row.low,
  row.high,
  row.texts.join(' | '),
  row.wards.join(' '),
  row.patientClasses.join(' '),
  ageWords(row.ageFrom),
  ageWords(row.ageBelow),
  row.sex ?? '',
  row.known?.hours ?? null,
  row.known ? (row.known.rule === 'known' ? 'connu' : 'amélioration') : '',
  row.minutes,
  row.source,
];

export type ReadCsv = { rows: PolicyRow[] } | { problem: string };

/** Reads a table back; the first line that cannot be read is named with what is wrong, and nothing is taken. */
export function rowsOfCsv(text: string): ReadCsv {
  const lines = cellsOf(text.replace(/^\uFEFF/, '')).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const [head = [], ...body] = lines;
  if (POLICY_COLUMNS.some((title, index) => head[index]?.trim() !== title)) return { problem: `la première ligne doit être : ${POLICY_COLUMNS.join(' ; ')}` };
  const rows: PolicyRow[] = [];
  for (const [index, cells] of body.entries()) {
    const read = rowOfCells(cells);
    if ('problem' in read) return { problem: `ligne ${index + 2} : ${read.problem}` };
    rows.push(read.row);
  }
  return { rows };
}

const COLUMN_OF: Record<string, number> = { code: 0, label: 1, loincCodes: 2, unit: 3, low: 4, high: 5, texts: 6, wards: 7, patientClasses: 8 };
const LATE_COLUMN_OF: Record<string, number> = { ageFrom: 9, ageBelow: 10, sex: 11, known: 12, minutes: 14, source: 15 };

/** One row of the table from its cells as they are written, or what is wrong with the first of them, in French. */
export function rowOfCells(cells: readonly string[]): { row: PolicyRow } | { problem: string } {
  const parsed = PolicyRow.safeParse(writtenRow(cells.map(plainCell)));
  if (parsed.success) return { row: parsed.data };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  const column = POLICY_COLUMNS[COLUMN_OF[name] ?? LATE_COLUMN_OF[name] ?? -1];
  if (!column) return { problem: issue?.message ?? 'illisible' };
  // The library's own sentences are not French; those that were written here are told after the column.
  return { problem: issue?.message.includes('attendu') || issue?.message.includes('capitales') ? `${column} : ${issue.message}` : `${column} : illisible` };
}

/** What an export put in front of a cell that a spreadsheet would run. */
const plainCell = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

function writtenRow(cells: readonly string[]): unknown {
  const [code, label, loinc, unit, low, high, texts, wards, classes, from, below, sex, hours, rule, minutes, source] = Array.from(
    POLICY_COLUMNS,
    (_, index) => cells[index] ?? '',
  ) as [string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string];
  return {
    code,
    label,
    loincCodes: words(loinc),
    unit,
    low: numberOf(low),
    high: numberOf(high),
    texts: texts
      .split('|')
      .map((text) => text.trim())
      .filter(Boolean),
    wards: words(wards),
    patientClasses: words(classes),
    ageFrom: ageOf(from),
    ageBelow: ageOf(below),
    sex: sex === '' ? null : sex,
    known: hours === '' ? null : { hours: Number(hours), rule: rule === 'connu' ? 'known' : rule === 'amélioration' ? 'improving' : rule },
    minutes: Number(minutes),
    source,
  };
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const numberOf = (text: string): unknown => (text === '' ? null : Number(text.replace(',', '.')));

/** Semicolons, quotation marks doubled inside quotation marks, any end of line. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r?\n|$)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return [];
    lines.at(-1)?.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] !== ';' && pattern.lastIndex < text.length) lines.push([]);
  }
  return lines;
}

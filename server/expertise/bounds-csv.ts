import type { RuleSetContent } from './rule-set';
import { type Age, LEVELS, type Level, type Population, type Rule } from './types';

const WORDS: Record<Level, string> = { normal: 'usuel', validation: 'validation', alert: 'alerte', impossible: 'impossible' };
const HEAD = [
  'règle',
  'analyte',
  'unité',
  'âge dès',
  'âge avant',
  'sexe',
  'unités de soins',
  ...LEVELS.flatMap((level) => [`${WORDS[level]} bas`, `${WORDS[level]} haut`]),
  'source',
];

type Levels = Population['levels'];

const figure = (number: number | undefined): string => (number === undefined ? '' : String(number).replace('.', ','));
const ageText = (age: Age | undefined): string => (!age ? '' : 'days' in age ? `${age.days} j` : 'months' in age ? `${age.months} mois` : `${age.years} ans`);
const cell = (text: string): string => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const levelCells = (levels: Levels): string[] => LEVELS.flatMap((level) => [figure(levels[level]?.low), figure(levels[level]?.high)]);

/** Every bound of a set: one line for the rule itself, one for each population under it. Opens in a spreadsheet (UTF-8 with its mark, semicolons, decimal commas). */
export function boundsAsCsv(content: RuleSetContent): string {
  const lines = content.rules.flatMap((rule) => {
    if (rule.check.kind !== 'bounds') return [];
    const { about, unit, levels, populations = [] } = rule.check;
    const start = [rule.code, content.analytes[about]?.label ?? about, unit];
    return [
      [...start, '', '', '', '', ...levelCells(levels), rule.source],
      ...populations.map((one) => [
        ...start,
        ageText(one.from),
        ageText(one.below),
        one.sex ?? '',
        (one.wards ?? []).join(' '),
        ...levelCells(one.levels),
        one.source ?? '',
      ]),
    ];
  });
  return `\uFEFF${[HEAD, ...lines].map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`;
}

/**
 * Reads bounds back: the rules named in the file get exactly the lines that the file has of them. Nothing else of a rule is touched; a rule that is not in the set, that has no bounds, or whose
 * unit is another one is a problem, told with its line.
 */
export function boundsFromCsv(text: string, content: RuleSetContent): { rules: Rule[]; problems: string[] } {
  const problems: string[] = [];
  const found = new Map<string, { general: { levels: Levels; source: string } | null; populations: Population[] }>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const cells = cellsOf(line);
    if (line.trim() === '' || index === 0) continue;
    const problem = readLine(cells, content, found);
    if (problem) problems.push(`Ligne ${index + 1} : ${problem}`);
  }
  if (found.size === 0 && problems.length === 0) problems.push('Le fichier n’a aucune ligne de bornes.');
  const rules = [...found].flatMap(([code, { general, populations }]) => {
    const rule = content.rules.find((one) => one.code === code);
    if (rule?.check.kind !== 'bounds') return [];
    if (!general) problems.push(`${code} : il manque la ligne générale, sans âge, ni sexe, ni unité de soins.`);
    const { populations: _, ...check } = rule.check;
    const changed = { ...check, levels: general?.levels ?? check.levels, ...(populations.length > 0 ? { populations } : {}) };
    return [{ ...rule, check: changed, source: general?.source || rule.source }];
  });
  return { rules, problems };
}

function readLine(
  cells: readonly string[],
  content: RuleSetContent,
  found: Map<string, { general: { levels: Levels; source: string } | null; populations: Population[] }>,
): string | null {
  const [code = '', , unit = '', from = '', below = '', sex = '', wards = ''] = cells.map((text) => text.trim());
  const rule = content.rules.find((one) => one.code === code);
  if (!rule) return `la règle « ${code} » n’est pas dans le brouillon.`;
  if (rule.check.kind !== 'bounds') return `la règle ${code} n’a pas de bornes.`;
  if (rule.check.unit !== unit) return `l’unité de ${code} est « ${rule.check.unit} », le fichier dit « ${unit} ».`;
  const levels: Levels = {};
  for (const [index, level] of LEVELS.entries()) {
    const [low, high] = [cells[7 + index * 2], cells[8 + index * 2]].map(numberOf);
    if (low === null || high === null) return `une borne « ${WORDS[level]} » n’est pas un nombre.`;
    if (low !== undefined || high !== undefined) levels[level] = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  }
  const [start, end] = [ageOf(from), ageOf(below)];
  if (start === null || end === null) return 'un âge s’écrit « 28 j », « 6 mois » ou « 18 ans ».';
  if (sex !== '' && sex !== 'F' && sex !== 'M') return 'le sexe s’écrit F ou M, ou rien.';
  const own = found.get(code) ?? { general: null, populations: [] };
  found.set(code, own);
  const source = (cells[7 + LEVELS.length * 2] ?? '').trim();
  if (!start && !end && sex === '' && wards === '') {
    if (own.general) return `${code} a deux lignes générales.`;
    own.general = { levels, source };
    return null;
  }
  own.populations.push({
    ...(start ? { from: start } : {}),
    ...(end ? { below: end } : {}),
    ...(sex === 'F' || sex === 'M' ? { sex } : {}),
    ...(wards === '' ? {} : { wards: wards.split(/[\s,]+/) }),
    levels,
    ...(source === '' ? {} : { source }),
  });
  return null;
}

/** Undefined = empty, null = not a number. */
function numberOf(text: string | undefined): number | undefined | null {
  const written = (text ?? '').trim().replace(',', '.').replace('−', '-');
  if (written === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : null;
}

function ageOf(text: string): Age | undefined | null {
  if (text === '') return undefined;
  const [, count, unit] = /^(\d+)\s*(j|jours?|mois|ans?)$/i.exec(text) ?? [];
  if (!count || !unit) return null;
  const number = Number(count);
  return unit.toLowerCase().startsWith('j') ? { days: number } : unit.toLowerCase() === 'mois' ? { months: number } : { years: number };
}

/** One line of a file with semicolons, quoted where needed. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g))
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  return cells;
}

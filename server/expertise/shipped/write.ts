import type { Condition, Example, Formula, WrittenRule } from '../types';

/** Nobody's name: the starting set is the product's, and informative until a biologist has approved it. */
const AUTHOR = 'Relais, jeu de départ';
const DATE = '2026-11-27';

/** Said where no publication gives the limit: the laboratory's biologists set it. */
export const PRACTICE = 'usage, à adapter par le laboratoire';

type Result = Example['results'][string];
type Given = Partial<Omit<Example, 'name' | 'results' | 'expects'>>;

/** A rule of the starting set: the words that all of them share are written once. */
export const shipped = (rule: Omit<WrittenRule, 'author' | 'version' | 'date'>): WrittenRule => ({ ...rule, author: AUTHOR, version: 1, date: DATE });

/**
 * One example in one line. A result is written as a laboratory writes it: `'6.9'`, `'270 mg/L'`, `'<10'`, `'Positif'`; flags, notes and earlier values take the
 * long form.
 */
export function example(name: string, results: Record<string, string | Result>, expects: Example['expects'], given: Given = {}): Example {
  return { name, results: Object.fromEntries(Object.entries(results).map(([analyte, result]) => [analyte, read(result)])), expects, ...given };
}

function read(result: string | Result): Result {
  if (typeof result !== 'string') return result;
  const [, value, unit] = /^((?:[<>]=?)?-?\d+(?:[.,]\d+)?) (\S+)$/.exec(result) ?? [];
  return value === undefined || unit === undefined ? { value: result } : { value, unit };
}

/** The value of that analyte in that unit. */
export const of = (analyte: string, unit: string): Formula => ({ analyte, unit });
/** Strictly above, strictly below. */
export const over = (analyte: string, limit: Formula, unit: string): Condition => ({ value: of(analyte, unit), above: limit });
export const under = (analyte: string, limit: Formula, unit: string): Condition => ({ value: of(analyte, unit), below: limit });

/** An earlier value: `after('100', '160', { days: 3 })` is 160 now and 100 three days ago. */
export const after = (earlier: string, now: string, ago: NonNullable<Result['before']>[number]['ago']): Result => ({
  value: now,
  before: [{ value: earlier, ago }],
});

export const POSITIVE = ['positif', 'positive', 'réactif', 'réactive', 'détecté', 'détectée', 'présence'];
export const DOUBTFUL = ['douteux', 'douteuse', 'équivoque', 'limite', 'indéterminé', 'indéterminée'];
export const NEGATIVE = ['négatif', 'négative', 'non', 'absence', 'indétectable'];
/** In clinical information; « pas de grossesse » is not found. */
export const PREGNANCY = ['enceinte', 'grossesse', 'gravid', 'pré-éclampsie', 'prééclampsie'];
export const HEPARIN = ['hépar', 'HNF', 'HBPM', 'énoxaparine', 'tinzaparine', 'daltéparine', 'calciparine', 'lovenox', 'innohep'];

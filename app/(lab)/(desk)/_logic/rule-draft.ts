import type { RuleAnalytes, RuleCheck, RuleCondition, RuleContent, RuleExample } from './types';

export const LEVELS = ['normal', 'validation', 'alert', 'impossible'] as const;
export type Level = (typeof LEVELS)[number];
export const LEVEL_NAMES: Record<Level, string> = { normal: 'Usuel', validation: 'Validation', alert: 'Alerte', impossible: 'Impossible' };
/** What passing a level asks for, when the rule says nothing milder. */
export const LEVEL_EFFECTS: Record<Level, string> = { normal: 'signaler', validation: 'retenir', alert: 'appeler', impossible: 'ne pas rendre tel quel' };

export const EFFECTS = [
  { value: 'inform', label: 'signaler' },
  { value: 'hold', label: 'retenir pour un regard' },
  { value: 'call', label: 'appeler' },
  { value: 'block', label: 'ne pas rendre tel quel' },
] as const;

export const LINES = [
  { value: 'value', label: 'sous la valeur seulement' },
  { value: 'change', label: '« A changé »' },
  { value: 'contradiction', label: '« Se contredit »' },
  { value: 'doubt', label: '« Peut être faux »' },
] as const;

export const CHECK_KINDS: readonly { value: RuleCheck['kind']; label: string }[] = [
  { value: 'bounds', label: 'sort de ses bornes' },
  { value: 'delta', label: 'varie trop depuis la dernière valeur' },
  { value: 'condition', label: 'répond à une condition' },
  { value: 'reversal', label: 'change de sens (positif, puis négatif)' },
];

export type ConditionKind =
  | 'value'
  | 'age'
  | 'sex'
  | 'ward'
  | 'prescriber'
  | 'patientClass'
  | 'clinicalWords'
  | 'sampleWords'
  | 'flagged'
  | 'present'
  | 'missing'
  | 'text'
  | 'control'
  | 'delayTo'
  | 'all'
  | 'any'
  | 'not';

export const CONDITION_KINDS: readonly { value: ConditionKind; label: string }[] = [
  { value: 'value', label: 'une valeur dépasse une limite' },
  { value: 'age', label: 'l’âge est' },
  { value: 'sex', label: 'le sexe est' },
  { value: 'ward', label: 'l’unité de soins est' },
  { value: 'prescriber', label: 'le prescripteur est (RPPS)' },
  { value: 'patientClass', label: 'la venue est (I, O, E)' },
  { value: 'clinicalWords', label: 'les renseignements disent' },
  { value: 'sampleWords', label: 'l’échantillon est dit' },
  { value: 'flagged', label: 'une alarme ou une note dit' },
  { value: 'present', label: 'un examen est rendu' },
  { value: 'missing', label: 'un examen n’est ni rendu ni attendu' },
  { value: 'text', label: 'un résultat en lettres est' },
  { value: 'control', label: 'le contrôle de qualité est' },
  { value: 'delayTo', label: 'le délai dépasse' },
  { value: 'all', label: 'toutes ces conditions' },
  { value: 'any', label: 'l’une de ces conditions' },
  { value: 'not', label: 'le contraire de' },
];

export const kindOf = (condition: RuleCondition): ConditionKind => CONDITION_KINDS.find(({ value }) => value in condition)?.value ?? 'value';

/** What a block begins with when its kind is chosen. */
export function emptyCondition(kind: ConditionKind, about: string, unit: string): RuleCondition {
  switch (kind) {
    case 'value':
      return { value: { analyte: about, unit }, above: 0 };
    case 'age':
      return { age: { from: { years: 18 } } };
    case 'sex':
      return { sex: 'F' };
    case 'flagged':
      return { flagged: about, among: [] };
    case 'present':
      return { present: about };
    case 'missing':
      return { missing: about };
    case 'text':
      return { text: about, among: [] };
    case 'control':
      return { control: about, among: ['out'] };
    case 'delayTo':
      return { delayTo: 'reception', longerThan: { hours: 2 } };
    case 'all':
      return { all: [emptyCondition('value', about, unit)] };
    case 'any':
      return { any: [emptyCondition('value', about, unit)] };
    case 'not':
      return { not: emptyCondition('value', about, unit) };
    case 'ward':
      return { ward: [] };
    case 'prescriber':
      return { prescriber: [] };
    case 'patientClass':
      return { patientClass: [] };
    case 'clinicalWords':
      return { clinicalWords: [] };
    case 'sampleWords':
      return { sampleWords: [] };
  }
}

export function emptyCheck(kind: RuleCheck['kind'], about: string, unit: string): RuleCheck {
  switch (kind) {
    case 'delta':
      return { kind, about, within: { days: 15 }, limit: { by: 'percent', rise: 50, fall: 50 } };
    case 'reversal':
      return { kind, about, from: ['positif'], to: ['négatif'] };
    case 'condition':
      return { kind, about, when: { value: { analyte: about, unit }, above: 0 } };
    case 'formula':
      return { kind, about, label: '', value: { analyte: about, unit }, unit, decimals: 1 };
    case 'bounds':
      return { kind, about, unit, levels: { alert: {} } };
  }
}

/** A new rule about an analyte, to be filled. */
export function emptyRule(code: string, about: string, analytes: RuleAnalytes): RuleContent {
  const { label = about, unit = '' } = analytes[about] ?? {};
  return {
    code,
    title: `${label} hors limites`,
    chapter: 'chemistry',
    line: 'value',
    given: [],
    unless: [],
    check: emptyCheck('bounds', about, unit),
    author: 'à l’enregistrement',
    source: '',
    version: 1,
    date: '2026-01-01',
    examples: [],
  };
}

/** A code of that stem that no rule has yet: « K-12 ». */
export function freeCode(stem: string, codes: readonly string[]): string {
  for (let number = 1; number < 100; number += 1) {
    const code = `${stem}-${String(number).padStart(2, '0')}`;
    if (!codes.includes(code)) return code;
  }
  return stem;
}

/** « 6,2 » as a number; undefined when nothing is written, NaN when it is no number. */
export function numberOf(text: string): number | undefined {
  const written = text.trim().replace(',', '.').replace('−', '-');
  if (written === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : Number.NaN;
}
export const numberText = (number: number | undefined): string => (number === undefined || Number.isNaN(number) ? '' : String(number).replace('.', ','));

export const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** An example in one line: « Potassium 6,9 mmol/L, 40 ans ». */
export function exampleWords(example: RuleExample, analytes: RuleAnalytes): string {
  const values = Object.entries(example.results).map(([name, { value, unit, before }]) => {
    const earlier = (before ?? []).map((one) => `${one.value} il y a ${spanWords(one.ago)}`).join(', ');
    return `${analytes[name]?.label ?? name} ${value.replace('.', ',')} ${unit ?? analytes[name]?.unit ?? ''}${earlier ? ` (avant : ${earlier})` : ''}`.trim();
  });
  return [
    ...values,
    ...(example.age === null ? ['âge inconnu'] : example.age ? [ageWords(example.age)] : []),
    ...(example.sex ? [{ F: 'femme', M: 'homme', U: 'sexe inconnu' }[example.sex]] : []),
    ...(example.ward ? [`unité ${example.ward}`] : []),
    ...(example.clinical ? [`« ${example.clinical} »`] : []),
    ...(example.sample ? [`échantillon « ${example.sample} »`] : []),
    ...(example.awaited ? [`attendu : ${example.awaited.map((name) => analytes[name]?.label ?? name).join(', ')}`] : []),
  ].join(', ');
}

export const spanWords = (span: { minutes: number } | { hours: number } | { days: number }): string =>
  'minutes' in span ? `${span.minutes} min` : 'hours' in span ? `${span.hours} h` : `${span.days} j`;
export const ageWords = (age: { days: number } | { months: number } | { years: number }): string =>
  'days' in age ? `${age.days} j` : 'months' in age ? `${age.months} mois` : `${age.years} ans`;

export const EXPECTATIONS = [
  { value: 'silent', label: 'rien' },
  { value: 'found', label: 'la règle parle' },
  { value: 'not-evaluable', label: 'non évaluable' },
  ...LEVELS.map((level) => ({ value: `level:${level}`, label: LEVEL_NAMES[level].toLowerCase() })),
];
export const expectationOf = (expects: RuleExample['expects']): string =>
  typeof expects === 'string' ? expects : expects.level ? `level:${expects.level}` : 'found';
export function expectationFrom(value: string): RuleExample['expects'] {
  if (value === 'silent' || value === 'not-evaluable') return value;
  const level = LEVELS.find((one) => value === `level:${one}`);
  return level ? { level } : 'found';
}

/** The instant of a time in Paris as a field of a form gives it: « 2026-12-01T06:00 ». */
export function parisTime(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const asUtc = new Date(`${text}:00Z`);
  const shown = new Date(`${asUtc.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).replace(' ', 'T')}Z`);
  return new Date(asUtc.getTime() - (shown.getTime() - asUtc.getTime()));
}

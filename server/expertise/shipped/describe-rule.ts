import type { ControlState } from '../../dossier/control-words';
import { displayUnit } from '../../dossier/values';
import type { RuleSetContent } from '../rule-set';
import { type Age, ANY_RESULT, type Check, type Condition, type Formula, LEVELS, type Level, type Population, type Rule, type Span } from '../types';

type Analytes = RuleSetContent['analytes'];

const LEVEL_WORDS: Record<Level, string> = { normal: 'usuel', validation: 'validation', alert: 'alerte', impossible: 'impossible' };
const figure = (number: number): string => String(Math.round(number * 1e4) / 1e4).replace('.', ',');
const withUnit = (text: string, unit: string): string => [text, displayUnit(unit === '[pH]' ? '' : unit)].filter((part) => part !== '').join(' ');
const quoted = (words: readonly string[]): string => words.map((word) => `«\u00a0${word.trim()}\u00a0»`).join(', ');
const plural = (count: number, word: string): string => `${count} ${word}${count > 1 && !word.endsWith('s') ? 's' : ''}`;

/** A rule in French, as its data say it: for whom, what is looked at, and unless what. The same data give the same words. */
export function describeRule({ given, unless, check }: Rule, analytes: Analytes): string {
  const parts = [describeCheck(check, analytes)];
  if (given.length > 0) parts.push(`si ${given.map((condition) => describeCondition(condition, analytes)).join(' et ')}`);
  if (unless.length > 0) parts.push(`sauf si ${unless.map((condition) => describeCondition(condition, analytes)).join(' ou ')}`);
  return parts.join('\u202f; ');
}

function describeCheck(check: Check, analytes: Analytes): string {
  const about = labelOf(check.about, analytes);
  switch (check.kind) {
    case 'bounds':
      return [`${about}, ${describeLevels(check)}`, ...(check.populations ?? []).map((population) => describePopulation(population, check.unit))].join(
        '\u202f; ',
      );
    case 'delta':
      return `${about}, ${describeLimit(check.limit)}${check.notBefore ? ` entre ${describeSpan(check.notBefore)} et` : ' en'} ${describeSpan(check.within)}`;
    case 'formula':
      return `${describeFormula(check.value, analytes)}, ${[
        ...(check.low === undefined ? [] : [`sous ${withUnit(describeFormula(check.low, analytes), check.unit)}`]),
        ...(check.high === undefined ? [] : [`au-dessus de ${withUnit(describeFormula(check.high, analytes), check.unit)}`]),
      ].join(' ou ')}`;
    case 'reversal':
      return `${about}, ${quoted(check.from)} avant, ${quoted(check.to)} aujourd’hui`;
    case 'condition':
      return describeCondition(check.when, analytes);
  }
}

const describeLevels = (bounds: Pick<Extract<Check, { kind: 'bounds' }>, 'unit' | 'levels'>): string =>
  LEVELS.flatMap((level) => describeLevel(level, bounds)).join(', ');

/** « chez les femmes de 18 ans à moins de 50 ans, unité « REA » : validation sous 3 ». */
function describePopulation({ from, below, sex, wards, levels }: Population, unit: string): string {
  const whom = [
    ...(sex ? [sex === 'F' ? 'femme' : 'homme'] : []),
    ...(from || below ? [describeAges({ from, below })] : []),
    ...(wards ? [`unité ${quoted(wards)}`] : []),
  ];
  return `pour ${whom.join(', ')}\u00a0: ${describeLevels({ unit, levels })}`;
}

function describeLevel(level: Level, { unit, levels }: Pick<Extract<Check, { kind: 'bounds' }>, 'unit' | 'levels'>): string[] {
  const bound = levels[level];
  if (!bound) return [];
  const ends = [...(bound.low === undefined ? [] : [`sous ${figure(bound.low)}`]), ...(bound.high === undefined ? [] : [`au-dessus de ${figure(bound.high)}`])];
  return [`${LEVEL_WORDS[level]} ${withUnit(ends.join(' ou '), unit)}`];
}

function describeLimit(limit: Extract<Check, { kind: 'delta' }>['limit']): string {
  if (limit.by === 'referenceChange')
    return `changement de référence (z ${figure(limit.z)}, ${{ rise: 'hausse', fall: 'baisse', both: 'hausse ou baisse' }[limit.direction]})`;
  const unit = limit.by === 'percent' ? '%' : `${displayUnit(limit.unit)}${limit.by === 'perDay' ? ' par 24 h' : ''}`;
  const ends = [
    ...(limit.rise === undefined ? [] : [`hausse de plus de ${figure(limit.rise)} ${unit}`]),
    ...(limit.fall === undefined ? [] : [`baisse de plus de ${figure(limit.fall)} ${unit}`]),
  ];
  return ends.join(' ou ');
}

function describeCondition(condition: Condition, analytes: Analytes): string {
  const inner = (part: Condition): string => describeCondition(part, analytes);
  if ('all' in condition) return condition.all.map(inner).join(' et ');
  if ('any' in condition) return `(${condition.any.map(inner).join(' ou ')})`;
  if ('not' in condition) return `non (${inner(condition.not)})`;
  if ('age' in condition) return describeAges(condition.age);
  if ('sex' in condition) return condition.sex === 'F' ? 'femme' : 'homme';
  if ('ward' in condition) return `unité ${quoted(condition.ward)}`;
  if ('prescriber' in condition) return `prescripteur ${quoted(condition.prescriber)}`;
  if ('patientClass' in condition) return `venue ${quoted(condition.patientClass)}`;
  if ('clinicalWords' in condition) return `renseignements avec ${quoted(condition.clinicalWords)}`;
  if ('sampleWords' in condition) return `échantillon dit ${quoted(condition.sampleWords)}`;
  if ('flagged' in condition) return `alarme ou note de ${labelOf(condition.flagged, analytes)} parmi ${quoted(condition.among)}`;
  if ('present' in condition) return `${labelOf(condition.present, analytes)} rendu`;
  if ('missing' in condition) return `${labelOf(condition.missing, analytes)} ni rendu ni attendu`;
  if ('text' in condition) return `${labelOf(condition.text, analytes)} rendu ${quoted(condition.among)}`;
  if ('delayTo' in condition)
    return `plus de ${describeSpan(condition.longerThan)} jusqu’à ${{ reception: 'la réception', centrifugation: 'la centrifugation', analysis: 'l’analyse' }[condition.delayTo]}`;
  if ('control' in condition)
    return `contrôle de qualité de ${labelOf(condition.control, analytes)} ${condition.among.map((state) => CONTROL_WORDS[state]).join(' ou ')}`;
  const unit = typeof condition.value === 'object' && 'unit' in condition.value ? condition.value.unit : '';
  const limits = [
    ['au-dessus de', condition.above],
    ['sous', condition.below],
    ['à partir de', condition.atLeast],
    ['jusqu’à', condition.atMost],
  ] as const;
  return `${describeFormula(condition.value, analytes)} ${limits.flatMap(([word, limit]) => (limit === undefined ? [] : [`${word} ${withUnit(describeFormula(limit, analytes), unit)}`])).join(' et ')}`;
}

function describeFormula(formula: Formula, analytes: Analytes): string {
  const inner = (part: Formula): string => describeFormula(part, analytes);
  const grouped = (part: Formula): string =>
    typeof part === 'number' || 'analyte' in part || 'age' in part || 'absolute' in part ? inner(part) : `(${inner(part)})`;
  if (typeof formula === 'number') return figure(formula);
  if ('analyte' in formula) return labelOf(formula.analyte, analytes);
  if ('age' in formula) return 'âge';
  if ('add' in formula) return formula.add.map(inner).join(' + ');
  if ('subtract' in formula) return formula.subtract.map(grouped).join(' − ');
  if ('multiply' in formula) return formula.multiply.map(grouped).join(' × ');
  if ('divide' in formula) return formula.divide.map(grouped).join(' / ');
  if ('absolute' in formula) return `|${inner(formula.absolute)}|`;
  if ('log10' in formula) return `log10(${inner(formula.log10)})`;
  if ('exp10' in formula) return `10^(${inner(formula.exp10)})`;
  if ('smallest' in formula) return `min(${formula.smallest.map(inner).join('\u202f; ')})`;
  return `max(${formula.largest.map(inner).join('\u202f; ')})`;
}

const labelOf = (analyte: string, analytes: Analytes): string => (analyte === ANY_RESULT ? 'ce résultat' : (analytes[analyte]?.label ?? analyte));

const CONTROL_WORDS: Record<ControlState, string> = { in: 'dans ses limites', warning: 'en alerte', out: 'hors limites', unknown: 'dans un état illisible' };

function describeAges({ from, below }: { from?: Age | undefined; below?: Age | undefined }): string {
  if (from && below) return `de ${describeAge(from)} à moins de ${describeAge(below)}`;
  return from ? `à partir de ${describeAge(from)}` : below ? `moins de ${describeAge(below)}` : 'tout âge';
}

function describeAge(age: Age): string {
  if ('days' in age) return plural(age.days, 'jour');
  return 'months' in age ? plural(age.months, 'mois') : plural(age.years, 'an');
}

function describeSpan(span: Span): string {
  if ('minutes' in span) return plural(span.minutes, 'minute');
  return 'hours' in span ? plural(span.hours, 'heure') : plural(span.days, 'jour');
}

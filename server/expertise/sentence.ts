import type { Looked } from './check';
import type { FactPrior, FactResult } from './facts';
import type { Interval } from './interval';
import type { Reading } from './reading';
import type { Level, Rule } from './types';

type Found = Extract<Looked, { answer: 'found' }>;

/** How a level is said of a value that has passed it. */
export const LEVEL_WORDS: Record<Level, string> = {
  normal: 'hors des valeurs usuelles',
  validation: 'hors des bornes de validation',
  alert: 'au-delà de la limite d’alerte',
  impossible: 'impossible chez une personne vivante',
};

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/10\*9/, '10⁹'],
  [/10\*12/, '10¹²'],
  [/^u|(?<=\/)u/, 'µ'],
  [/m\[Hg\]/, 'mHg'],
  [/\[IU\]/, 'UI'],
  [/\[pH\]/, ''],
  [/\{[^}]*\}/g, ''],
];

/** A UCUM unit as a French reader knows it. */
export const unitInWords = (unit: string): string => UNITS.reduce((text, [pattern, by]) => text.replace(pattern, by), unit);

export const numberInWords = (number: number, decimals?: number): string =>
  (decimals === undefined ? String(Number(number.toPrecision(4))) : number.toFixed(decimals))
    .replace('.', ',')
    .replace(/^-(0(,0+)?)$/, '$1')
    .replace('-', '−');

/** As the laboratory wrote it; converted, with what it wrote beside. */
function valueInWords(value: FactResult | FactPrior, unit: string, interval: Interval | null): string {
  const written = [value.values.join(' ').replace('.', ','), unitInWords(value.unit)].filter((text) => text !== '').join(' ');
  if (unitInWords(value.unit) === unitInWords(unit) || unit === '' || !interval) return written;
  const converted =
    Number.isFinite(interval.low) && Number.isFinite(interval.high)
      ? interval.low || interval.high
      : Number.isFinite(interval.low)
        ? interval.low
        : interval.high;
  return `${value.comparator ?? ''}${numberInWords(converted)} ${unitInWords(unit)} (rendu\u00a0: ${written})`;
}

/** The figures of a finding as its sentence tells them, and as they are stored beside it. */
export function figuresOf(rule: Rule, found: Found, reading: Reading): { value: string; limit: string; unit: string } {
  const { check } = rule;
  const unit = unitInWords(found.changeUnit ?? found.unit);
  const limit = found.limit === undefined ? '' : numberInWords(Math.abs(found.limit), found.changeUnit === '%' ? 0 : undefined);
  if (check.kind === 'formula' && found.value) return { value: numberInWords(shownEnd(found), check.decimals), limit: numberInWords(found.limit ?? 0), unit };
  if (check.kind === 'bounds') return { value: ownValue(reading, found), limit: numberInWords(found.limit ?? 0), unit };
  return { value: ownValue(reading, found), limit, unit };
}

/** Of an interval that has passed a limit, the end nearer to it: « at least so much ». */
const shownEnd = ({ value, limitIs }: Found): number => (value ? (limitIs === 'low' ? value.high : value.low) : 0);

function ownValue({ subject }: Reading, { value, unit, limitIs }: Found): string {
  if (subject.unit === unit || !value) return subject.values.join(' ').replace('.', ',');
  return `${subject.comparator ?? ''}${numberInWords(limitIs === 'low' ? value.high : value.low)}`;
}

/** The sentence of a finding. Every fill is a figure or a name; nothing in it depends on the order of anything. */
export function sentenceOf(rule: Rule, found: Found, reading: Reading): string {
  const figures = figuresOf(rule, found, reading);
  const written = rule.says ?? madeSentence(rule, found);
  const template = unitInWords(found.unit) === '' ? written.replaceAll(/[ \u00a0]\{unit\}/g, '') : written;
  const fills: Record<string, () => string> = {
    value: () => figures.value,
    limit: () => figures.limit,
    unit: () => unitInWords(found.unit),
    previous: () => (found.prior ? valueInWords(found.prior, found.prior.unit, null) : ''),
    since: () => (found.prior ? agoInWords(reading.facts.at.getTime() - found.prior.at.getTime()) : ''),
    change: () =>
      found.change === undefined
        ? ''
        : `${found.change > 0 ? '+' : ''}${numberInWords(found.change, found.changeUnit === '%' ? 0 : undefined)} ${unitInWords(found.changeUnit ?? '')}`,
    age: () => ageInWords(reading),
  };
  const text = template.replaceAll(/\{([a-z0-9-]+)\}/g, (_, name: string) => (fills[name] ?? (() => told(name, reading)))());
  const isOpen = rule.check.kind === 'bounds' && found.value !== undefined && !Number.isFinite(found.value.low + found.value.high);
  return isOpen ? `${text} Rendu par une limite\u00a0: peut-être davantage.` : text;
}

function ageInWords({ facts: { age } }: Reading): string {
  if (!age) return 'âge inconnu';
  if (age.days < 31) return `${age.days} jour${age.days > 1 ? 's' : ''}`;
  return age.months < 24 ? `${Math.max(age.months, 1)} mois` : `${age.years} ans`;
}

function told(name: string, reading: Reading): string {
  const result = reading.resultOf(name);
  if (typeof result === 'string') return 'non rendu';
  const unit = reading.analyte(name)?.unit ?? '';
  const read = result.number === null ? null : reading.numberOf(result, name, unit);
  return valueInWords(result, result.number === null ? result.unit : unit, typeof read === 'string' ? null : read);
}

function madeSentence({ check }: Rule, found: Found): string {
  const name = `{${check.about}}`;
  if (check.kind === 'delta')
    return `${name} contre {previous} {since}\u00a0: {change}, au-delà de ${found.limitIs === 'low' ? 'la baisse' : 'la hausse'} admise ({limit} ${unitInWords(found.changeUnit ?? '')}).`;
  const side = found.limitIs === 'low' ? 'limite basse' : 'limite haute';
  return `${name}, ${LEVEL_WORDS[found.level ?? 'normal']} (${side} {limit} {unit}).`.replace(' )', ')');
}

/** « il y a 3 h », « il y a 12 jours ». */
export function agoInWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `il y a ${minutes} min`;
  if (minutes < 2 * 1440) return `il y a ${Math.round(minutes / 60)} h`;
  return `il y a ${Math.round(minutes / 1440)} jours`;
}

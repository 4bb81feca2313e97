import type { CardPrior } from './card-result';

/** What a status that takes a result away says to a reader; null when there is a result. @see HL7 table 0085 */
export function removalInWords(status: string): string | null {
  switch (status) {
    case 'X':
      return 'Examen non réalisable';
    case 'D':
      return 'Résultat supprimé par le laboratoire';
    case 'W':
      return 'Résultat attribué par erreur à ce patient';
    case 'N':
      return 'Examen non demandé';
    default:
      return null;
  }
}

interface Measured {
  number: number | null;
  comparator: string | null;
  unit: string;
}

/**
 * Says how a value has moved since the last one: difference and per cent, with the comparator carried into them (« <−202 »).
 * Null when either is no number or their units differ: nothing is converted silently.
 */
export function deltaOf(current: Measured, prior: CardPrior | undefined): { text: string; percent: string | null; since: Date } | null {
  if (!prior || current.number === null || prior.number === null || current.unit !== prior.unit) return null;
  if (prior.comparator !== null) return null;
  const sign = current.comparator ?? '';
  const difference = round(current.number - prior.number, decimalsOf(current.number, prior.number));
  const percent = prior.number === 0 ? null : Math.round(((current.number - prior.number) / Math.abs(prior.number)) * 100);
  return { text: `${sign}${signed(difference)}`, percent: percent === null ? null : `${sign}${signed(percent)} %`, since: prior.on };
}

const decimalsOf = (...numbers: number[]): number => Math.max(...numbers.map((number) => String(number).split('.')[1]?.length ?? 0));

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

function signed(value: number): string {
  const text = String(Math.abs(value)).replace('.', ',');
  if (value === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

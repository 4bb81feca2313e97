import { formatMoment, formatNumber, type Instant, NBSP } from '../../../_text/format';
import type { TodayCounts } from './types';

export interface TodayWords {
  received: string;
  /** « 214 reçus » */
  inShort: string;
  rest: string;
  checked: string;
  isBalanced: boolean;
}

/** The day's dossiers as an equation, and when it was counted; null before the first count. One that does not balance says so and hides nothing. */
export function todayWords({ dossiers, checkedAt }: TodayCounts, now: Instant): TodayWords | null {
  if (checkedAt === null) return null;
  const { received, toValidate, held, validated, published, awaited, takenAway } = dossiers;
  const terms: [number, string, string][] = [
    [toValidate, 'à valider', 'à valider'],
    [held, 'en attente', 'en attente'],
    [validated, 'validé', 'validés'],
    [published, 'diffusé', 'diffusés'],
    [awaited, 'sans résultat encore', 'sans résultat encore'],
    [takenAway, 'annulé', 'annulés'],
  ];
  const sum = terms.reduce((total, [count]) => total + count, 0);
  const said = terms.filter(([count]) => count > 0).map(([count, one, many]) => `${formatNumber(count)}${NBSP}${count === 1 ? one : many}`);
  const isBalanced = sum === received;
  const inShort = `${formatNumber(received)}${NBSP}${received === 1 ? 'reçu' : 'reçus'}`;
  return {
    received: `${inShort} aujourd’hui`,
    inShort,
    rest: `${isBalanced ? '=' : '≠'} ${said.length > 0 ? said.join(', ') : '0'}`,
    checked: `Compté ${formatMoment(checkedAt, now)}`,
    isBalanced,
  };
}

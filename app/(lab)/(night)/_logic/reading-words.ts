import { formatInstant, formatTime } from '../../../_text/format';
import type { CardDecision, WorklistEntry } from './types';

type Reading = NonNullable<CardDecision['reading']>;
export type ReadingReason = Reading['why'][number];

const REASONS: Readonly<Record<ReadingReason, string>> = {
  asked: 'demandé par le signataire',
  analyte: 'examen soumis à seconde lecture',
  rule: 'signalement d’une règle d’expertise',
  'own-result': 'validation technique par le signataire',
};

/** « examen soumis à seconde lecture, signalement d’une règle d’expertise » */
export const readingReasons = (why: readonly ReadingReason[]): string => why.map((reason) => REASONS[reason]).join(', ');

/** In the list: whose signature is to be read, or who gave it back. */
export function entryReadingWords({ state, by, at, reason }: NonNullable<WorklistEntry['reading']>): string {
  return state === 'asked' ? `à relire : signé par ${by} à ${formatTime(at)}` : `rendu par le second lecteur ${by} : ${reason}`;
}

/** Among the decisions of the card: what a second reader made of it. */
export function decisionReadingWords({ state, why, by, at, reason }: Reading): string {
  switch (state) {
    case 'asked':
      return `Attend un second lecteur (${readingReasons(why)})`;
    case 'agreed':
      return `Seconde lecture par ${by ?? ''}${at ? ` le ${formatInstant(at)}` : ''}`;
    case 'refused':
      return `Rendu par le second lecteur ${by ?? ''} : ${reason}`;
    case 'ended':
      return 'Seconde lecture sans objet';
  }
}

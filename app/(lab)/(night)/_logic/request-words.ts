import { formatMoment, formatTimeWithSeconds, NBSP, withDecimalComma } from '../../../_text/format';
import type { Card, CardRequest, CardResult, WorklistEntry } from './types';

export type RequestKind = CardRequest['kind'];

export const REQUEST_KINDS: readonly { id: RequestKind; label: string }[] = [
  { id: 'rerun', label: 'Repasse' },
  { id: 'dilution', label: 'Dilution' },
  { id: 'recollection', label: 'Nouveau prélèvement' },
  { id: 'add-on', label: 'Ajout d’examen' },
];

const NAMES: Readonly<Record<string, string>> = { rerun: 'repasse', dilution: 'dilution', recollection: 'nouveau prélèvement', 'add-on': 'ajout d’examen' };
const FEMININE: ReadonlySet<string> = new Set(['rerun', 'dilution']);

/** « repasse demandée », « nouveau prélèvement demandé » */
const asked = (kind: string): string => `${NAMES[kind] ?? kind} demandé${FEMININE.has(kind) ? 'e' : ''}`;

/** Usual reasons, kind by kind; the last one asks to be written. */
export const OTHER_REASON = 'Autre motif';
export const REASONS: Readonly<Record<RequestKind, readonly string[]>> = {
  rerun: [
    'Valeur inattendue',
    'Écart avec l’antériorité',
    'Incohérence entre résultats',
    'Hémolyse ou interférence possible',
    'Confirmation d’une valeur critique',
    OTHER_REASON,
  ],
  dilution: ['Au-delà du domaine de mesure', 'Excès d’antigène possible', 'Interférence possible', 'Valeur incohérente avec la clinique', OTHER_REASON],
  recollection: [
    'Échantillon hémolysé',
    'Échantillon coagulé',
    'Contamination par la perfusion possible',
    'Volume insuffisant',
    'Identité de l’échantillon à confirmer',
    'Délai avant analyse trop long',
    OTHER_REASON,
  ],
  'add-on': ['Compléter une valeur anormale', 'Renseignement clinique', 'Demande du prescripteur', OTHER_REASON],
};

const REFUSALS: Readonly<Record<string, string>> = {
  'not-taken': 'la liaison avec ce laboratoire ne prend pas de demandes. Téléphonez au laboratoire.',
  UA: 'le laboratoire ne peut pas le faire.',
};

/** Why the LIS said no: its own words when it has any. */
function refusalWords({ refusalCode, refusalText }: CardRequest): string {
  if (refusalText !== '') return `«${NBSP}${refusalText}${NBSP}» (code ${refusalCode ?? ''})`;
  return REFUSALS[refusalCode ?? ''] ?? `code ${refusalCode || 'inconnu'}, sans explication. Téléphonez au laboratoire.`;
}

/** What became of a request, in one sentence. */
export function requestStateWords(request: CardRequest, now: Date): string {
  switch (request.state) {
    case 'asked':
      return now < request.effectiveAt ? `part à ${formatTimeWithSeconds(request.effectiveAt)}` : 'envoi en cours, le SIL ne l’a pas encore prise';
    case 'acknowledged':
      return request.isLate
        ? `sans réponse du laboratoire depuis ${formatMoment(request.effectiveAt, now).replace(/^à /, '')}`
        : 'prise par le SIL, réponse attendue';
    case 'refused':
      return `refusée${NBSP}: ${refusalWords(request)}`;
    case 'answered':
      return `le laboratoire a répondu${request.answeredAt ? ` ${formatMoment(request.answeredAt, now)}` : ''}`;
    case 'cancelled':
      return `annulée${request.cancelledAt ? ` ${formatMoment(request.cancelledAt, now)}` : ''}${request.cancelledBy ? ` par ${request.cancelledBy}` : ''}`;
  }
}

/** « Repasse demandée à 03:20 : Potassium » */
export function requestTitle(request: CardRequest, now: Date): string {
  const words = asked(request.kind);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${formatMoment(request.requestedAt, now)}${NBSP}: ${request.labels.join(', ')}`;
}

/** Requests to say on the card: those that are open or refused, and the last that ended. */
export function requestsToShow(card: Card): CardRequest[] {
  const isLoud = ({ state }: CardRequest) => state === 'asked' || state === 'acknowledged' || state === 'refused';
  const loud = card.requests.filter(isLoud);
  return [...loud, ...card.requests.filter((request) => !isLoud(request)).slice(0, 2)];
}

export const isRunning = ({ state }: Pick<CardRequest, 'state'>): boolean => state === 'asked' || state === 'acknowledged';

/** Under a result: « repasse demandée à 03:20 ». */
export const resultRequestWords = (requests: CardResult['requests'], now: Date): string =>
  requests.map(({ kind, at, state }) => `${asked(kind)} ${formatMoment(at, now)}${state === 'asked' ? ', pas encore prise par le SIL' : ''}`).join(' · ');

const STATUSES: Readonly<Record<string, string>> = {
  F: 'validé',
  C: 'corrigé',
  R: 'non validé',
  P: 'provisoire',
  S: 'partiel',
  D: 'supprimé',
  W: 'autre patient',
  X: 'non réalisable',
};
const status = (code: string): string => STATUSES[code] ?? code;
/** « 6.9 mmol/L » as a person writes it. */
const french = (text: string): string => text.replace(/^\S+/, withDecimalComma);

/** « Le SIL dit 6,8 mmol/L, vous avez validé 6,9 mmol/L » */
export function differenceWords({ kind, decided, said }: Pick<CardResult['differences'][number], 'decided' | 'said'> & { kind: string }): string {
  switch (kind) {
    case 'value':
      return `Le SIL dit ${french(said)}, la validation dit ${french(decided)}`;
    case 'status':
      return `Le SIL le tient pour ${status(said)}, la validation pour ${status(decided)}`;
    case 'validator':
      return `Le SIL nomme ${said} comme validateur, la validation est de ${decided}`;
    default:
      return `Le SIL l’a retiré (${status(said)}), la validation dit ${french(decided)}`;
  }
}

/** In the list: « repasse demandée à 03:20 : Potassium ». */
export const entryRequestWords = (requested: WorklistEntry['requested'], now: Date): string =>
  requested.map(({ kind, requestedAt, labels }) => `${asked(kind)} ${formatMoment(requestedAt, now)}${NBSP}: ${labels.join(', ')}`).join(' · ');

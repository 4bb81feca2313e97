import { formatNumber, NBSP, plural } from '../../../_text/format';
import { alarmKindWords } from '../../../_text/link-alarms';
import type { Digest } from './types';

const TERMS: readonly { key: keyof Digest['numbers']; one: string; many: string }[] = [
  { key: 'validated', one: 'validé', many: 'validés' },
  { key: 'byLis', one: 'validé sur place', many: 'validés sur place' },
  { key: 'automatic', one: 'validé automatiquement', many: 'validés automatiquement' },
  { key: 'held', one: 'mis en attente', many: 'mis en attente' },
  { key: 'waiting', one: 'à valider', many: 'à valider' },
  { key: 'pending', one: 'signé, délai en cours', many: 'signés, délai en cours' },
  { key: 'awaited', one: 'attendu', many: 'attendus' },
  { key: 'cancelled', one: 'annulé par le SIL', many: 'annulés par le SIL' },
  { key: 'lost', one: 'introuvable dans la liste', many: 'introuvables dans la liste' },
];

/** « 14 reçus = 12 validés + 1 mis en attente + 1 à valider » : what is nought is left out, unless all is. */
export function balanceWords({ numbers }: Pick<Digest, 'numbers'>): string {
  const terms = TERMS.filter(({ key }) => numbers[key] > 0).map(({ key, one, many }) => `${formatNumber(numbers[key])}${NBSP}${numbers[key] > 1 ? many : one}`);
  return `${plural(numbers.received, 'reçu', 'reçus')}${terms.length > 0 ? ` = ${terms.join(' + ')}` : ''}`;
}

const FATES: Readonly<Record<string, string>> = {
  call: 'appel à faire',
  held: 'mis en attente',
  waiting: 'à valider',
  pending: 'signé, délai en cours',
  awaited: 'résultats attendus',
  lost: 'introuvable dans la liste',
};

/** What is unfinished of a dossier, or what was missing of a link. */
export const lineWords = ({ kind, number, detail }: Digest['lines'][number]): string =>
  kind === 'gap' ? `${alarmKindWords(number)}${detail === 'open' ? ', encore ouverte' : ', levée depuis'}` : (FATES[kind] ?? kind);

import { formatDuration, formatWritten, NBSP } from '../../../_text/format';
import { resultsOf } from './changes';
import { atHour, hourOf } from './time-words';
import type { Card, CardResult } from './types';

/** « 02:45 par Luc PERRIN · reçu à 02:58, 13 min après »: who took the specimen, when, and how long it travelled. */
export function collectionWords({ collection: { collectedAt, collectedOn, collector, receivedAt, receivedOn }, receivedAt: messageAt }: Card): {
  taken: string;
  received: string;
  delay: string;
} {
  const taken = [
    collectedOn ? `${formatWritten(collectedOn)} (heure non transmise)` : collectedAt ? hourOf(collectedAt, messageAt) : 'heure non transmise',
    collector ? `par ${collector}` : 'préleveur non transmis',
  ].join(' ');
  if (!receivedAt) return { taken, received: 'réception non transmise', delay: '' };
  if (receivedOn) return { taken, received: `reçu le ${formatWritten(receivedOn)}`, delay: '' };
  const delay = collectedAt && !collectedOn && receivedAt >= collectedAt ? `${formatDuration(receivedAt.getTime() - collectedAt.getTime())} après` : '';
  return { taken, received: `reçu ${atHour(receivedAt, messageAt)}`, delay };
}

/** The state of the specimens when the laboratory said something of it: « sang veineux : hémolysé ». */
export function specimenWords({ specimens }: Pick<Card, 'specimens'>): string[] {
  return specimens
    .filter(({ condition }) => condition !== null && condition !== '')
    .map(({ kind, condition }) => [kind, condition].filter(Boolean).join(`${NBSP}: `));
}

/** The haemolysis index among the results, which decides whether a potassium means anything; undefined when none was measured. */
export const haemolysisOf = (card: Card): CardResult | undefined =>
  resultsOf(card).find(({ localCode, label, value }) => value !== '' && (/^(HEMOL|IHEM|HIL-?H)$/i.test(localCode) || /indice d.h[ée]molyse/i.test(label)));

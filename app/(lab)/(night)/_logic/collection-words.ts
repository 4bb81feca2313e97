import { formatDuration, formatWritten, NBSP } from '../../../_text/format';
import { atHour, hourOf } from './time-words';
import type { Card } from './types';

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
    .filter(({ condition, role }) => (condition !== null && condition !== '') || role !== '')
    .map(({ kind, condition, role }) => [kind, [role, condition].filter(Boolean).join(', ')].filter(Boolean).join(`${NBSP}: `));
}

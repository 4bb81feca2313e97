import type { PackClock } from '../../../_client/pack-clock';
import { endOf } from '../../../_client/pack-clock';
import type { PreparedIntent, SettledIntent } from '../../../_client/pack-types';
import { formatAgo, formatTime, formatTimeWithSeconds, NBSP, plural } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';

/** « Valider 4 résultats »: a wish, said as one. */
export const wishWords = ({ kind, observationIds }: Pick<PreparedIntent, 'kind' | 'observationIds'>): string =>
  `${kind === 'hold' ? 'Mettre en attente' : 'Valider'} ${plural(observationIds.length, 'résultat', 'résultats')}`;

/** « préparé à 03:25 — PAS validé ». */
export const preparedWords = ({ kind, preparedAt }: Pick<PreparedIntent, 'kind' | 'preparedAt'>): string =>
  `préparé à ${formatTime(preparedAt)} — ${kind === 'hold' ? 'PAS enregistré' : 'PAS validé'}`;

/** « vu à 03:12 — il y a 14 min »: what is shown was so then, and nobody here knows more. */
export const seenWords = (takenAt: Date, now: Date): string => `vu à ${formatTime(takenAt)} — ${formatAgo(takenAt, now)}`;

/** « emportés jusqu’à 05:12 ». */
export const untilWords = (clock: PackClock): string => formatTime(new Date(endOf(clock)));

/** What became of an intent, as the server said it: the only words here that say that something is decided. */
export function settledWords({ state, code, signedAt, effectiveAt, isUnread }: SettledIntent, kind: PreparedIntent['kind'], now: Date): string {
  if (state === 'returned')
    return `Rendu, rien n’est décidé. ${code === 'dossier-changed' ? 'Le dossier n’est plus celui que vous aviez lu.' : refusalSentence(code ?? '')}`;
  const at = signedAt ? ` à ${formatTimeWithSeconds(signedAt)}` : '';
  if (kind === 'hold') return `Mis en attente par le serveur${at}.`;
  if (isUnread) return `Signature enregistrée par le serveur${at}. Rien ne part avant l’accord d’un second lecteur.`;
  return effectiveAt && effectiveAt > now
    ? `Signé, enregistré par le serveur${at}. Part à ${formatTimeWithSeconds(effectiveAt)} si vous n’annulez pas.`
    : `Signé, enregistré par le serveur${at}${NBSP}; le délai d’annulation est passé.`;
}

import type { MaintenanceWindow } from '../../../_security/types';
import { formatInstant, formatTime, NBSP } from '../../../_text/format';

const STATES: Record<MaintenanceWindow['state'], string> = {
  asked: 'Attend l’accord d’un biologiste',
  lapsed: 'Demande périmée, jamais ouverte',
  open: 'Ouverte',
  closed: 'Fermée',
};

const ENDS: Record<string, string> = {
  'time-over': 'à la fin du temps demandé',
  closed: 'par le laboratoire',
  'technician-left': 'par le départ du technicien',
  withdrawn: 'avant son ouverture, demande retirée',
};

/** What a window is, with its hours. */
export function windowWords(window: Pick<MaintenanceWindow, 'state' | 'opensAt' | 'closesAt' | 'closedAt' | 'closedReason'>): string {
  const { state, opensAt, closesAt, closedAt, closedReason } = window;
  if (state === 'open' && closesAt) return `Ouverte jusqu’à ${formatTime(closesAt)}`;
  if (state !== 'closed') return STATES[state];
  const end = closedAt ?? closesAt;
  const hours = opensAt && end ? ` (${formatTime(opensAt)} à ${formatTime(end)})` : '';
  return `Fermée ${ENDS[closedReason ?? 'time-over'] ?? ''}${hours}`;
}

/** Who asked for it and who agreed, in one sentence (GBUI II-5a). */
export function consentWords({ asker, askedAt, agreer, opensAt }: Pick<MaintenanceWindow, 'asker' | 'askedAt' | 'agreer' | 'opensAt'>): string {
  if (!agreer || !opensAt) return `Demandée par ${asker} le ${formatInstant(askedAt)}.`;
  return agreer === asker
    ? `Ouverte par ${asker}, biologiste, le ${formatInstant(opensAt)}.`
    : `Demandée par ${asker} le ${formatInstant(askedAt)}, ouverte avec l’accord de ${agreer}, biologiste, le ${formatInstant(opensAt)}.`;
}

/** What is confirmed before it opens, sentence by sentence. */
export const askedLines = (asking: { technician: string; reference: string; minutes: number; contactedAt: string }): string[] => [
  `Technicien${NBSP}: ${asking.technician}, appelé à ${formatTime(asking.contactedAt)}.`,
  `Intervention ${asking.reference}, ${asking.minutes}${NBSP}min.`,
  'Chaque commande est enregistrée. Aucun résultat et aucun nom de patient ne lui sont montrés.',
];

import { formatTime, plural } from '../../../_text/format';
import type { WakeAttempt, WakePolicy } from './types';

export const REASONS: readonly { id: WakePolicy['reasons'][number]; label: string; hint: string }[] = [
  { id: 'call', label: 'Résultat critique à annoncer', hint: 'un appel que personne n’a encore passé' },
  { id: 'deadline', label: 'Délai d’urgence qui s’achève', hint: 'moins de quinze minutes avant l’échéance' },
  { id: 'link', label: 'Liaison muette', hint: 'un laboratoire dont plus rien n’arrive' },
  { id: 'handover', label: 'Relève proposée', hint: 'un collègue attend votre acceptation' },
  { id: 'advice', label: 'Second avis demandé', hint: 'notification seule, jamais de SMS' },
  { id: 'digest', label: 'Bilan du matin', hint: 'notification seule, jamais de SMS' },
];

const LABELS: Readonly<Record<string, string>> = { ...Object.fromEntries(REASONS.map(({ id, label }) => [id, label])), trial: 'Essai' };
export const reasonWords = (reason: string): string => LABELS[reason] ?? reason;

const STATES: Readonly<Record<string, string>> = {
  asked: 'en cours d’envoi',
  waiting: 'notifié, pas encore ouvert',
  acknowledged: 'ouvert',
  'sms-sent': 'SMS envoyé',
  'kept-quiet': 'tu par votre consigne',
  needless: 'aucun appareil à notifier',
  failed: 'rien n’a pu partir',
};

/** « notifié 02:03, affiché 02:03, ouvert 02:05 » : what became of one waking, step by step. */
export function attemptSteps(attempt: WakeAttempt): string {
  const steps = [
    attempt.pushedAt && `notifié ${formatTime(attempt.pushedAt)} (${plural(attempt.pushCount, 'appareil', 'appareils')})`,
    attempt.pushCode === 'no-device' && 'aucun appareil',
    attempt.shownAt && `affiché ${formatTime(attempt.shownAt)}`,
    attempt.smsAt && `SMS ${formatTime(attempt.smsAt)}`,
    attempt.smsCode === 'no-number' && 'aucun numéro pour le SMS',
    attempt.acknowledgedAt && `ouvert ${formatTime(attempt.acknowledgedAt)}`,
  ].filter((step): step is string => typeof step === 'string');
  return steps.length > 0 ? steps.join(', ') : (STATES[attempt.state] ?? attempt.state);
}

/** Where what woke her is done: the dossier with its call, the hand-over, the morning; the list for everything else. */
export function placeOfWake({ reason, subjectId, dossierId }: { reason: string; subjectId: string; dossierId: string | null }): string {
  if (reason === 'handover') return `/handover/${subjectId}`;
  if (reason === 'digest') return '/handover/morning';
  if (reason === 'advice') return `/handover/advice/${subjectId}`;
  if (reason === 'trial') return '/handover/wake';
  return dossierId ? `/worklist?dossier=${dossierId}` : '/worklist';
}

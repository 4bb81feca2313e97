import { EMERGENCY_REASONS, type EmergencyReasonCode } from '../../_text/emergency-reasons';
import type { ListItem } from './types';

export const REASON_OPTIONS = Object.entries(EMERGENCY_REASONS).map(([value, label]) => ({ value, label }));

export const isReason = (value: string): value is EmergencyReasonCode => Object.hasOwn(EMERGENCY_REASONS, value);

export const reasonWords = (reason: EmergencyReasonCode): string => EMERGENCY_REASONS[reason];

/** What opens a report that is not addressed to its reader; null for the ordinary. */
export function groundWords(ground: ListItem['ground']): string | null {
  switch (ground) {
    case 'addressed':
      return null;
    case 'stay':
      return 'Patient présent dans le service';
    case 'presence':
      return 'Ouvert avec le code du patient';
    case 'break-glass':
      return 'Accès d’urgence';
  }
}

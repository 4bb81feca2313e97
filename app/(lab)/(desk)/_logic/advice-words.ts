import { formatInstant } from '../../../_text/format';
import type { AdviceLine } from './types';

/** « attend une réponse jusqu’au … », « répondu le … » */
export function adviceStateWords({
  state,
  expiresAt,
  answeredAt,
  firstReadAt,
}: Pick<AdviceLine, 'state' | 'expiresAt' | 'answeredAt' | 'firstReadAt'>): string {
  switch (state) {
    case 'open':
      return `${firstReadAt ? `lu le ${formatInstant(firstReadAt)}, ` : ''}attend une réponse jusqu’au ${formatInstant(expiresAt)}`;
    case 'answered':
      return `répondu le ${answeredAt ? formatInstant(answeredAt) : ''}`;
    case 'withdrawn':
      return 'repris';
    case 'expired':
      return 'resté sans réponse';
  }
}

import type { NoticeKind } from './tell-notice';

/** What nobody may miss: shown over every page of those concerned until each has said that he has seen it. */
const URGENT: Record<NoticeKind, boolean> = {
  'emergency-used': true,
  'emergency-sealed': false,
  'account-locked': true,
  'terminal-passivated': true,
  'break-glass': true,
  'maintenance-asked': true,
  'maintenance-opened': true,
  'maintenance-closed': false,
  'rights-changed': false,
  'recovery-used': true,
  'passkey-added': true,
  'session-taken': true,
  'sender-not-proven': true,
  // The page of alarms and the worklist say it themselves.
  'link-alarm': false,
  // He acted on it, and nothing else will ever tell him.
  'reading-replaced': true,
};

export const isUrgent = (kind: NoticeKind): boolean => URGENT[kind];

/** An older notice is history: the strip does not bring up what happened before somebody's holidays for ever. */
export const URGENT_FOR_DAYS = 14;

import type { WakeReason } from './types';

export interface Policy {
  reasons: readonly string[];
  from: string;
  to: string;
  fallbackMinutes: number;
  smsNumber: string;
}

/** Where nothing was written: only what cannot wait for anybody, at any hour; and what rings no telephone. */
export const USUAL: Policy = { reasons: ['call', 'handover', 'advice', 'digest'], from: '00:00', to: '00:00', fallbackMinutes: 5, smsNumber: '' };

/** These never ring a telephone: they wait until she looks. */
const SILENT: ReadonlySet<string> = new Set(['digest', 'advice']);
export const fallsBack = (reason: string): boolean => !SILENT.has(reason);

/** Whether a policy lets a reason wake at this reading of the clock; the same hour twice means always, and hours may pass midnight. */
export function allowsWaking({ reasons, from, to }: Policy, reason: WakeReason, clock: string): boolean {
  if (!reasons.includes(reason)) return false;
  // A question of a colleague and the morning's account keep no hours: they ring nobody's telephone.
  if (from === to || !fallsBack(reason)) return true;
  return from < to ? clock >= from && clock < to : clock >= from || clock < to;
}

/** The number for an SMS: the one of the policy, else the first mobile number of those to call her by. */
export function smsNumberOf(policy: Pick<Policy, 'smsNumber'>, contacts: readonly { number: string }[]): string {
  const mobile = contacts.map(({ number }) => number.replaceAll(/[^\d+]/g, '')).find((number) => /^(0|\+33)[67]\d{8}$/.test(number));
  return policy.smsNumber.replaceAll(/[^\d+]/g, '') || (mobile ?? '');
}

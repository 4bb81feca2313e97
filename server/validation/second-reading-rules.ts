import { EFFECTS } from '../expertise/types';
import { isSameName } from './same-name';

export const READING_REASONS = ['asked', 'analyte', 'rule', 'own-result'] as const;
export type ReadingReason = (typeof READING_REASONS)[number];

export const OWN_RESULT = ['refuse', 'second-reader', 'mark'] as const;
export const READER_EFFECTS = ['', 'hold', 'call', 'block'] as const;

/** How a laboratory wants decisions taken. */
export interface DecisionPolicy {
  readerCodes: readonly string[];
  readerEffect: (typeof READER_EFFECTS)[number];
  ownResult: (typeof OWN_RESULT)[number];
}

/** Where a laboratory has written nothing: nobody signs alone what she validated technically herself. */
export const DEFAULT_POLICY: DecisionPolicy = { readerCodes: [], readerEffect: '', ownResult: 'refuse' };

/** What is about to be signed, as far as four eyes go. */
export interface ToBeSigned {
  kind: string;
  /** The biologist asks for a second reader herself. */
  isAsked: boolean;
  signer: string;
  results: readonly { code: string; responsibleObserver: string; effect: string | null }[];
}

/** How many of these results their signer has validated technically. @see ISO 15189:2022 7.4.1.2 */
export const ownAmong = ({ signer, results }: Pick<ToBeSigned, 'signer' | 'results'>): number =>
  results.filter(({ responsibleObserver }) => isSameName(responsibleObserver, signer)).length;

/** Whether the laboratory lets nobody sign what she validated technically, and she is about to. */
export const isOwnRefused = (signed: ToBeSigned, policy: DecisionPolicy): boolean =>
  signed.kind === 'validate' && policy.ownResult === 'refuse' && ownAmong(signed) > 0;

/** Why another biologist has to read it before anything leaves; none = nobody has to. */
export function whySecondReader(signed: ToBeSigned, { readerCodes, readerEffect, ownResult }: DecisionPolicy): ReadingReason[] {
  if (signed.kind !== 'validate' || signed.results.length === 0) return [];
  const from = readerEffect === '' ? EFFECTS.length : EFFECTS.indexOf(readerEffect);
  const why: Record<ReadingReason, boolean> = {
    asked: signed.isAsked,
    analyte: signed.results.some(({ code }) => readerCodes.includes(code)),
    rule: signed.results.some(({ effect }) => EFFECTS.findIndex((one) => one === effect) >= from),
    'own-result': ownResult === 'second-reader' && ownAmong(signed) > 0,
  };
  return READING_REASONS.filter((reason) => why[reason]);
}

export type ReadingRefusal = 'reading-over' | 'same-reader' | 'dossier-changed';

/** Whether this person may read after the signer: another one, while it is asked for, of exactly what her screen showed. */
export function checkReading(
  reading: { state: string; signerId: string | null; decisionState: string },
  by: { userId: string },
  shown: { fingerprint: string; now: string },
): ReadingRefusal | null {
  if (reading.state !== 'asked' || reading.decisionState !== 'pending') return 'reading-over';
  if (reading.signerId === by.userId) return 'same-reader';
  return shown.fingerprint === shown.now ? null : 'dossier-changed';
}

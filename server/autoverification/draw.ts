import { createHmac } from 'node:crypto';

/** The default, and what a biologist may raise. */
export const SAMPLE_PERCENT = 2;

/**
 * Whether a decision is drawn for a human look. Nobody can know it before, choose it or avoid it: it follows from the decision's number and a key that the database
 * made and no person reads; asked again, it is the same.
 */
export function isDrawn(key: Uint8Array, decisionId: string, percent: number): boolean {
  const digest = createHmac('sha256', key).update(decisionId).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < percent / 100;
}

import type { Transaction } from '../../db/client';
import { isInForce } from './enrolment-rules';
import { linkedPatientIds, representationsOf } from './enrolment-store';

/** Whose results an account begins to read: `representationId` is null when they are the person's own. */
export interface PersonRead {
  patientId: string;
  representationId: string | null;
}

/**
 * Whose results an account reads first: the wanted person's when it may, else the holder's own, else those of whoever it represents; null when nobody's. A
 * session reads one person; another is chosen afterwards.
 */
export async function personOfAccount(tx: Transaction, accountId: string, now: Date, wantedPatientId: string | null = null): Promise<PersonRead | null> {
  const own = (await linkedPatientIds(tx, accountId)).map((patientId) => ({ patientId, representationId: null }));
  const others = (await representationsOf(tx, accountId))
    .filter((row) => isInForce(row, now))
    .map(({ patientId, id: representationId }) => ({ patientId, representationId }));
  const all = [...own, ...others];
  return all.find(({ patientId }) => patientId === wantedPatientId) ?? all[0] ?? null;
}

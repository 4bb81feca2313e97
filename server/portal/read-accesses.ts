import type { Transaction } from '../../db/client';
import type { Reason, ReviewOutcome } from './break-glass-rules';
import { breakGlassOfPatient } from './break-glass-store';
import { accessesOfPatient } from './presence-store';

export type AccessOfPatient =
  | { kind: 'presence'; id: string; by: Person; at: Date; endsAt: Date; reportIds: string[] | null }
  | {
      kind: 'break-glass';
      id: string;
      by: Person;
      at: Date;
      endsAt: Date;
      reason: Reason;
      reasonText: string;
      review: { at: Date; outcome: ReviewOutcome } | null;
    };

interface Person {
  /** « Dr Paul HENNEQUIN » */
  name: string;
  profession: string;
}

/**
 * Whom something else than a report's address has let in to this patient's results, newest first: by a code of hers, or in an emergency with its written
 * reason and whether it was reviewed. Beside the readings themselves (`report_view`), what « Qui a consulté » is made of; the policies give it to the patient.
 */
export async function readAccesses(tx: Transaction, patientId: string): Promise<AccessOfPatient[]> {
  const presences = (await accessesOfPatient(tx, patientId)).map(
    (access): AccessOfPatient => ({
      kind: 'presence',
      id: access.id,
      by: personOf(access.by),
      at: access.grantedAt,
      endsAt: access.endedAt ?? access.expiresAt,
      reportIds: access.reportIds,
    }),
  );
  const emergencies = (await breakGlassOfPatient(tx, patientId)).map(
    ({ row, by }): AccessOfPatient => ({
      kind: 'break-glass',
      id: row.id,
      by: personOf(by),
      at: row.grantedAt,
      endsAt: row.endedAt ?? row.expiresAt,
      reason: row.reason as Reason,
      reasonText: row.reasonText,
      review: row.reviewedAt && { at: row.reviewedAt, outcome: row.reviewOutcome as ReviewOutcome },
    }),
  );
  return [...presences, ...emergencies].toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

const personOf = ({ title, givenName, familyName, profession }: { title: string; givenName: string; familyName: string; profession: string }): Person => ({
  name: [title, givenName, familyName].filter((part) => part !== '').join(' '),
  profession,
});

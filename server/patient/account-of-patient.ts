import type { Transaction } from '../../db/client';
import { accountIdOfPatient } from './enrolment-store';

/** The account that is this person, when there is one: whoever has proven to be the patient is its holder, by whatever door. */
export const accountOfPatient = (tx: Transaction, patientId: string): Promise<string | null> => accountIdOfPatient(tx, patientId);

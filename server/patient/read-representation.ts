import type { Transaction } from '../../db/client';
import { findRepresentation } from './enrolment-store';

/** « Sylvie EXEMPLE, mère »: who reads for the patient, as proven at the desk; null when the actor may not know of the row. */
export async function readRepresentativeName(tx: Transaction, id: string): Promise<string | null> {
  const row = await findRepresentation(tx, id);
  return row ? `${row.givenName} ${row.familyName}, ${row.relation}` : null;
}

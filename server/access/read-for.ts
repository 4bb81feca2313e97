import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { session } from '../../db/schema/access';

/** Makes an open session read for that person from now on; whether its account may is the caller's to decide, and each request's to ask again. */
export async function readFor(tx: Transaction, sessionId: string, person: { patientId: string; representationId: string | null }): Promise<void> {
  await tx
    .update(session)
    .set({ patientId: person.patientId, representationId: person.representationId })
    .where(and(eq(session.id, sessionId), eq(session.realm, 'patient'), isNull(session.revokedAt)));
}

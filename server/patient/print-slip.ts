import { requireAccess } from '../access/require-access';
import { readLaboratory } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import { publicAddress } from '../platform/channels';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isOfDesk } from './desk-store';
import type { EnrolmentSlip } from './desk-types';
import { makeEnrolmentCode } from './make-enrolment-code';
import { representationState } from './representation-rules';
import { findOneRepresentation } from './representation-store';
import { laboratoryIdOfPatient } from './request-store';
import { findPatient } from './store';

type Refused = Refusal<'not-found' | 'identity-not-guaranteed' | 'already-ended'>;

/**
 * Makes the code of a patient, or of who reads for him, and answers what its slip says: the code once, and no birth date, since the two together open
 * the account. The slip before stops working.
 */
export async function printSlip(
  ctx: Context<ProfessionalActor>,
  { patientId, representationId }: { patientId: string; representationId: string | null },
): Promise<Outcome<EnrolmentSlip, Refused>> {
  const denied = requireAccess(ctx, 'desk.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const patient = (await isOfDesk(tx, patientId)) ? await findPatient(tx, patientId) : undefined;
    const row = representationId === null ? null : await findOneRepresentation(tx, representationId);
    if (!patient || row === undefined || (row && row.patientId !== patientId)) return refuse('not-found');
    const state = row ? representationState(row, patient.birthDate, ctx.now()) : 'in-force';
    if (state !== 'in-force' && state !== 'to-come') return refuse('already-ended');
    const made = await makeEnrolmentCode(ctx, tx, { patientId, representationId });
    if (!made.ok) return made;
    const laboratoryId = await laboratoryIdOfPatient(tx, patientId);
    const laboratory = laboratoryId === null ? null : await readLaboratory(tx, laboratoryId);
    const name = `${patient.firstGivenName} ${patient.usedFamilyName ?? patient.birthFamilyName}`;
    return done({
      ...made.value,
      person: row ? `${row.givenName} ${row.familyName}` : name,
      patient: row ? name : null,
      laboratory: { name: laboratory?.name ?? '', addressLines: laboratory?.addressLines ?? [], phone: laboratory?.phone ?? '' },
      address: publicAddress(),
    });
  });
}

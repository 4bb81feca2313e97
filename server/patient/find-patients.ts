import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type DeskSearch, findForDesk, hospitalNames } from './desk-store';
import type { DeskPatient } from './desk-types';
import type { PatientRow } from './store';

/**
 * Finds a patient of the desk's own sites by an exact number, or by name and birth date together; never by a beginning, and never a list. Every search is
 * traced, also one that found nobody.
 */
export async function findPatients(ctx: Context<ProfessionalActor>, input: DeskSearch): Promise<Outcome<{ patients: DeskPatient[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'desk.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const found = await findForDesk(tx, input);
    const hospitals = await hospitalNames(tx);
    const [only] = found;
    await append(tx, ctx, {
      action: 'desk.find',
      patientId: found.length === 1 && only ? only.id : null,
      subjectId: null,
      detail: { by: input.number === '' ? 'name' : 'number', found: found.length },
    });
    return done({ patients: found.map((patient) => deskPatientOf(patient, hospitals)) });
  });
}

export const deskPatientOf = (patient: PatientRow, hospitals: Map<string, string>): DeskPatient => ({
  patientId: patient.id,
  name: `${patient.firstGivenName} ${patient.usedFamilyName ?? patient.birthFamilyName}`,
  birthName: patient.birthFamilyName,
  birthDate: patient.birthDate,
  sex: patient.sex,
  identifier: patient.identifier,
  hospital: hospitals.get(patient.legalEntityId) ?? '',
});

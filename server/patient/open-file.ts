import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { hasAccount, hospitalNames, isOfDesk } from './desk-store';
import type { DeskFile } from './desk-types';
import { deskPatientOf } from './find-patients';
import { oppositionsOf } from './opposition-store';
import { representativeOf, requestAsAsked } from './read-my-data';
import { representativesOf } from './representation-store';
import { requestsOf } from './request-store';
import { findPatient } from './store';

/** Answers what the desk looks after of one patient, with its trace: account, representatives, oppositions, requests; nothing of any result. */
export async function openFile(ctx: Context<ProfessionalActor>, { patientId }: { patientId: string }): Promise<Outcome<DeskFile, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'desk.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const patient = (await isOfDesk(tx, patientId)) ? await findPatient(tx, patientId) : undefined;
    if (!patient) return refuse('not-found');
    await append(tx, ctx, { action: 'desk.open-file', patientId });
    const now = ctx.now();
    return done({
      ...deskPatientOf(patient, await hospitalNames(tx)),
      at: now,
      hasAccount: await hasAccount(tx, patientId),
      hasConfirmedContact: patient.emailConfirmedAt !== null || patient.phoneConfirmedAt !== null,
      representatives: (await representativesOf(tx, patientId)).map((row) => ({
        ...representativeOf(row, patient.birthDate, now),
        evidence: row.evidence,
        birthDate: row.birthDate,
      })),
      oppositions: (await oppositionsOf(tx, patientId)).map(({ subject, since, endedAt }) => ({ subject, since, endedAt })),
      requests: (await requestsOf(tx, patientId)).map(requestAsAsked),
    });
  });
}

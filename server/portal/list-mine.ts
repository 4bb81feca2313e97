import { requireAccess } from '../access/require-access';
import { readPatient } from '../patient/read-patient';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isWithdrawn, resultsOf } from './rules';
import { type OwnReport, reportsOfPatient } from './store';
import type { PatientList } from './types';

/** Answers the patient's reports, newest first, without a result in them: a value is read by opening the report. */
export async function listMine(ctx: Context<PatientActor>): Promise<Outcome<PatientList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const patient = await readPatient(tx, ctx.actor.patientId);
    if (!patient) return refuse('not-found');
    const reports = await reportsOfPatient(tx, ctx.actor.patientId, ctx.actor.representationId === null ? 'self' : 'representation');
    return done({
      at: ctx.now(),
      name: `${patient.firstGivenName} ${patient.usedFamilyName ?? patient.birthFamilyName}`,
      reports: reports.map((report) => {
        const { id, content, availableAt, isRead, hasReadEarlier } = report;
        return {
          reportId: id,
          collectedAt: content.collection.collectedAt,
          availableAt,
          isNew: !isRead,
          isChangedSinceRead: !isRead && hasReadEarlier,
          standing: standingOf(report),
          version: content.version,
          kind: content.kind,
          resultCount: resultsOf(content).length,
          laboratory: { name: content.laboratory.name, phone: content.laboratory.phone },
        };
      }),
    });
  });
}

function standingOf({ content, isReplaced, isUnderReview }: OwnReport): PatientList['reports'][number]['standing'] {
  if (isReplaced) return 'replaced';
  if (isWithdrawn(content)) return 'withdrawn';
  return isUnderReview ? 'under-review' : 'in-force';
}

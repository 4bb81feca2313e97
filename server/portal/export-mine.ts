import { requireAccess } from '../access/require-access';
import { requireFresh } from '../access/require-fresh';
import { append } from '../audit/append';
import { myDataOf } from '../patient/read-my-data';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readReadings } from './list-my-readings';
import { readRecipients } from './list-recipients';
import type { MyExport } from './reading-types';
import { reportsOfPatient } from './store';

/**
 * Answers all that is kept of the patient, to be taken away, only within ten minutes of a whole log-in, and traces it. Never to who reads for him. Each
 * report's own file is fetched by its ticket, one reading each.
 * @see RGPD art. 15, 20
 */
export async function exportMine(ctx: Context<PatientActor>): Promise<Outcome<MyExport, Refusal<'not-found' | 'fresh-proof-needed'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const data = await myDataOf(ctx, tx);
    if (!data) return refuse('not-found');
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    const reports = await reportsOfPatient(tx, ctx.actor.patientId);
    const exported = {
      madeAt: ctx.now(),
      data,
      recipients: await readRecipients(tx),
      readings: await readReadings(ctx, tx),
      reports: reports.map(({ id, content, availableAt }) => ({
        reportId: id,
        collectedAt: content.collection.collectedAt,
        availableAt,
        version: content.version,
        laboratory: content.laboratory.name,
      })),
    };
    await append(tx, ctx, {
      action: 'portal.export-data',
      patientId: ctx.actor.patientId,
      detail: { reports: exported.reports.length, readings: exported.readings.length },
    });
    return done(exported);
  });
}

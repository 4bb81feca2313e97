import { requireAccess } from '../access/require-access';
import { closeByReader } from '../alert/close-by-reader';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { acknowledgementOf, insertAcknowledgement } from './acknowledgement-store';
import { openableReport, recipientKeysOf, releasedIds, viewsOfDossier } from './store';

const QUALITIES = { prescriber: 'prescripteur', ward_staff: 'équipe du service', professional: 'professionnel' } as const;

/**
 * « Pris en compte »: a professional to whom a report is addressed says that he has taken it into account. Only of a version that he has read, once, never
 * taken back; the laboratory is told who and when. Repeating it changes nothing. A critical result that nobody has repeated yet is read back by it: every value is retyped, and the call
 * of the laboratory is closed with it or stays open.
 * @see GBUI VII-3.2d; ISO 15189:2022 7.4.1.3 (acknowledgement of results)
 */
export async function acknowledgeReport(
  ctx: Context<ProfessionalActor>,
  input: { reportId: string; readBack?: readonly { observationVersionId: string; repeated: string }[] | undefined },
): Promise<Outcome<{ acknowledgedAt: Date }, Refusal<'not-found' | 'read-back-needed' | 'read-back-differs'>>> {
  const denied = requireAccess(ctx, 'report.view');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const report = await openableReport(tx, input.reportId);
    const hasRead =
      report !== undefined && (await viewsOfDossier(tx, report.dossierId)).some((view) => view.userId === ctx.actor.userId && view.reportId === report.id);
    if (!report || !hasRead) return refuse('not-found');
    const role = ctx.actor.roles.find((held) => held === 'prescriber' || held === 'ward_staff') ?? 'professional';
    const closed = await closeByReader(ctx, tx, {
      dossierId: report.dossierId,
      patientId: report.patientId,
      released: await releasedIds(tx, report.id),
      quality: QUALITIES[role],
      readBack: input.readBack ?? [],
    });
    if (!closed.ok) return closed;
    const acknowledgedAt = ctx.now();
    const id = newId();
    const isFirst = await insertAcknowledgement(tx, {
      id,
      reportId: report.id,
      dossierId: report.dossierId,
      userId: ctx.actor.userId,
      readerName: ctx.actor.name,
      readerRpps: ctx.actor.rppsNumber,
      readerRole: role,
      acknowledgedAt,
      address: ctx.actor.address,
    });
    if (!isFirst) return done({ acknowledgedAt: (await acknowledgementOf(tx, report.id, ctx.actor.userId))?.acknowledgedAt ?? acknowledgedAt });
    await append(tx, ctx, {
      action: 'report.acknowledge',
      dossierId: report.dossierId,
      patientId: report.patientId,
      subjectId: report.id,
      detail: { version: report.version },
    });
    await tell(tx, { name: 'report.acknowledged', dossierId: report.dossierId, subjectId: id }, acknowledgedAt);
    for (const key of await recipientKeysOf(tx, report.id)) await announce(tx, 'results', key);
    return done({ acknowledgedAt });
  });
}

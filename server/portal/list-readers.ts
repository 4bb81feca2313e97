import { requireAccess } from '../access/require-access';
import { readToReadBack } from '../alert/close-by-reader';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { acknowledgementsOf } from './acknowledgement-store';
import { availableSince, openableReport, releasedIds, type ViewRow, versionsOf, viewsOfDossier } from './store';
import type { ReadersOfReport } from './types';

/**
 * Says who read which version when, newest first, and which version is the newest; no content. Of the patient's own reading it says that it was, never
 * at what hour.
 */
export async function listReaders(ctx: Context<ProfessionalActor>, input: { reportId: string }): Promise<Outcome<ReadersOfReport, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'report.view');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const report = await openableReport(tx, input.reportId);
    const [newest] = report ? await versionsOf(tx, report.dossierId) : [];
    if (!report || !newest) return refuse('not-found');
    const views = await viewsOfDossier(tx, report.dossierId);
    return done({
      readers: views.filter((view) => view.readerKind === 'professional').map((view) => readerOf(view, ctx.actor.userId)),
      acknowledgements: (await acknowledgementsOf(tx, report.id)).map(({ id, readerName: name, userId, acknowledgedAt: at }) => ({
        id,
        name,
        isYou: userId === ctx.actor.userId,
        at,
      })),
      patient: views.some((view) => view.readerKind === 'patient' && view.ground !== 'representation') ? 'opened' : 'not-opened',
      newest,
      availableAt: await availableSince(tx, report.id),
      toReadBack: await readToReadBack(tx, report.dossierId, await releasedIds(tx, report.id)),
    });
  });
}

function readerOf(view: ViewRow & { version: number }, userId: string): ReadersOfReport['readers'][number] {
  const { id, readerName: name, readerRole, version, medium, viewedAt } = view;
  const role = readerRole === 'prescriber' || readerRole === 'ward_staff' ? readerRole : 'professional';
  return { id, name, role, isYou: view.userId === userId, version, medium: medium === 'pdf' ? 'pdf' : 'screen', viewedAt };
}

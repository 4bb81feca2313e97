import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { Life } from './life-page';
import { inForceAmong, openDraftOf, type SheetRow, sheetsOf, suspensionsOf, type VersionOfSet, versionsOf } from './life-store';
import { ownLaboratories } from './own-laboratories';

/** What was, is and will be in force in a laboratory, what is being written, and what was suspended. */
export async function readLife(ctx: Context<ProfessionalActor>, { laboratoryId }: { laboratoryId: string }): Promise<Outcome<Life, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await ownLaboratories(tx, ctx.actor)).has(laboratoryId)) return refuse('not-found');
    const laboratory = (await readLaboratories(tx)).find(({ id }) => id === laboratoryId)?.shortName ?? '';
    const now = ctx.now();
    const versions = await versionsOf(tx, laboratoryId);
    const inForce = inForceAmong(versions, now);
    const draft = await openDraftOf(tx, laboratoryId);
    const suspensions = await suspensionsOf(tx, laboratoryId);
    const open = suspensions.find(({ liftedAt }) => liftedAt === null);
    const numbers = new Map(versions.map(({ id, version }) => [id, version]));
    return done({
      laboratoryId,
      laboratory,
      inForce: inForce ? { versionId: inForce.id, version: inForce.version, title: inForce.title } : null,
      suspension: open ? { since: open.at, by: open.byName, reason: open.reason } : null,
      draft: draft ? { draftId: draft.id, revision: draft.revision, author: draft.authorName, updatedAt: draft.updatedAt } : null,
      versions: versions.map((one) => {
        const state = stateOf(one, versions, inForce, now);
        return {
          versionId: one.id,
          version: one.version,
          title: one.title,
          author: one.author,
          ruleCount: one.ruleCount,
          contentHash: one.contentHash,
          inForceFrom: one.inForceFrom,
          state,
          origin: one.origin as 'shipped' | 'draft' | 'restored',
          restores: one.restoresId ? (numbers.get(one.restoresId) ?? null) : null,
          restoreReason: one.restoreReason ?? '',
          approval: one.approval && { name: one.approval.name, at: one.approval.approvedAt },
          sheetId: one.controlSheetId,
          mayRestore: one.approval !== null && (state === 'past' || state === 'overtaken' || (state === 'in-force' && versions[0] !== one)),
        };
      }),
      sheets: (await sheetsOf(tx, laboratoryId)).map((sheet) => ({
        sheetId: sheet.id,
        number: sheet.number,
        madeBy: sheet.madeByName,
        madeAt: sheet.madeAt,
        state: sheetStateOf(sheet, draft ?? null, versions),
        refusal: sheet.refusedAt && { name: sheet.refusedByName ?? '', at: sheet.refusedAt, reason: sheet.refusedReason ?? '' },
      })),
      suspensions: suspensions.map((one) => ({ at: one.at, by: one.byName, reason: one.reason, liftedAt: one.liftedAt, liftedBy: one.liftedByName ?? '' })),
      mayWrite: allows(ctx.actor, 'rules.write'),
      mayApprove: allows(ctx.actor, 'rules.approve'),
      maySuspend: allows(ctx.actor, 'rules.suspend'),
    });
  });
}

function stateOf(one: VersionOfSet, all: readonly VersionOfSet[], inForce: VersionOfSet | undefined, now: Date): Life['versions'][number]['state'] {
  if (one.id === inForce?.id) return 'in-force';
  // A newer one that starts before it keeps it from ever being in force.
  const isOvertaken = all.some(({ version, inForceFrom }) => version > one.version && inForceFrom <= one.inForceFrom);
  if (isOvertaken && one.inForceFrom > one.createdAt) return 'overtaken';
  return one.inForceFrom > now ? 'scheduled' : 'past';
}

export function sheetStateOf(
  sheet: SheetRow,
  draft: { id: string; revision: number } | null,
  versions: readonly Pick<VersionOfSet, 'controlSheetId'>[],
): 'open' | 'stale' | 'refused' | 'approved' {
  if (versions.some(({ controlSheetId }) => controlSheetId === sheet.id)) return 'approved';
  if (sheet.refusedAt) return 'refused';
  return draft?.id === sheet.draftId && draft.revision === sheet.draftRevision ? 'open' : 'stale';
}

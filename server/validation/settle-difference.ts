import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { closeDifferences, findDifference, openDifferences } from './difference-store';

/** Settles a difference that a person has looked into, with the reason; the decision and the LIS both stay as they are. */
export async function settleDifference(
  ctx: Context<ProfessionalActor>,
  input: { differenceId: string; reason: string },
): Promise<Outcome<{ closedAt: Date }, Refusal<'not-found' | 'reason-needed' | 'difference-closed'>>> {
  const denied = requireAccess(ctx, 'reconciliation.manage');
  if (denied) return denied;
  const reason = input.reason.trim();
  if (reason === '') return refuse('reason-needed');
  return ctx.transaction(async (tx) => {
    const row = await findDifference(tx, input.differenceId);
    if (!row) return refuse('not-found');
    const at = ctx.now();
    const closed = await closeDifferences(tx, [row.id], at, reason, ctx.actor.name);
    if (closed.length === 0) return refuse('difference-closed');
    await append(tx, ctx, { action: 'difference.settle', dossierId: row.dossierId, subjectId: row.id, detail: { kind: row.kind } });
    await announce(tx, 'exchanges', row.laboratoryId);
    return done({ closedAt: at });
  });
}

export interface OpenDifference {
  id: string;
  dossierId: string;
  /** Null where the actor may not see how the dossier is called. */
  accessionNumber: string | null;
  laboratoryId: string;
  label: string;
  kind: string;
  decided: string;
  said: string;
  openedAt: Date;
}

/** Where a LIS says something else than what was decided, oldest first. */
export async function listDifferences(ctx: Context<ProfessionalActor>): Promise<Outcome<OpenDifference[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'reconciliation.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) =>
    done(
      (await openDifferences(tx, 200)).map(({ id, dossierId, accessionNumber, laboratoryId, label, kind, decided, said, openedAt }) => ({
        id,
        dossierId,
        accessionNumber,
        laboratoryId,
        label,
        kind,
        decided,
        said,
        openedAt,
      })),
    ),
  );
}

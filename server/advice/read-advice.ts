import type { z } from 'zod';
import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { adviceOf, adviceOn, findAdvice, lineOf, noteFirstRead } from './store';
import { type AdviceList, type AdviceView, Frozen } from './types';

const SHOWN = 50;

/** What is asked of the person at the screen and what she asked, newest first; of the patient nothing but the number of the dossier. */
export async function listAdvice(ctx: Context<ProfessionalActor>): Promise<Outcome<z.infer<typeof AdviceList>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  const { userId } = ctx.actor;
  return ctx.transaction(async (tx) => done({ now: ctx.now(), lines: (await adviceOf(tx, userId, SHOWN)).map((row) => lineOf(row, userId)) }));
}

/** Every question about one dossier, for its card; row-level policies say whose. */
export async function adviceOfDossier(
  ctx: Context<ProfessionalActor>,
  { dossierId }: { dossierId: string },
): Promise<Outcome<z.infer<typeof AdviceList>, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => done({ now: ctx.now(), lines: (await adviceOn(tx, dossierId)).map((row) => lineOf(row, ctx.actor.userId)) }));
}

/** Whom one may ask: every biologist of the group, on duty or not. */
export async function listColleagues(ctx: Context<ProfessionalActor>): Promise<Outcome<{ id: string; name: string }[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  const now = ctx.now();
  const all = await ctx.transaction((tx) => readBiologists(tx, { from: now, to: now }));
  return done(
    all
      .filter(({ userId, siteIds }) => userId !== ctx.actor.userId && siteIds.length > 0)
      .map(({ userId, name }) => ({ id: userId, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
  );
}

/**
 * The frozen view with its question, for the colleague while it is open and for a day after her answer, and for the laboratory that asked. Each look is a reading of
 * that dossier, and is traced as one.
 * @see GBUI I-2
 */
export async function readAdvice(
  ctx: Context<ProfessionalActor>,
  { adviceId }: { adviceId: string },
): Promise<Outcome<AdviceView, Refusal<'not-found' | 'advice-closed'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const row = await findAdvice(tx, adviceId);
    if (!row) return refuse('not-found');
    const { userId, siteIds } = ctx.actor;
    const isOfLaboratory = siteIds.includes(row.siteId);
    if (!isOfLaboratory && (row.state === 'withdrawn' || row.state === 'expired' || now >= row.expiresAt)) return refuse('advice-closed');
    if (row.askedOf === userId) await noteFirstRead(tx, adviceId, now);
    await append(tx, ctx, {
      action: 'advice.read',
      dossierId: row.dossierId,
      patientId: row.patientId,
      subjectId: adviceId,
      detail: { revision: row.revision, hash: row.shownHash },
    });
    return done({ ...lineOf(row, userId), now, shown: Frozen.parse(row.shown), shownHash: row.shownHash });
  });
}

import { requireAccess } from '../access/require-access';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { openBreakGlassOf } from './break-glass-store';
import { openAccessesOf } from './presence-store';

export interface LentAccess {
  at: Date;
  accesses: { id: string; ground: 'presence' | 'break-glass'; patientName: string; expiresAt: Date }[];
}

/** Says what is open to this professional for an hour, and whose: what the banner of every screen of his shows until it ends. */
export async function listLentAccess(ctx: Context<ProfessionalActor>): Promise<Outcome<LentAccess, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'breakglass.request');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const emergencies = await openBreakGlassOf(tx, ctx.actor.userId, ctx.now());
    const presences = await openAccessesOf(tx, ctx.actor.userId, ctx.now());
    const open = [...emergencies.map((row) => ({ ground: 'break-glass' as const, row })), ...presences.map((row) => ({ ground: 'presence' as const, row }))];
    const accesses = await Promise.all(
      open.map(async ({ ground, row }) => {
        const patient = await readPatient(tx, row.patientId);
        const patientName = patient ? `${patient.usedFamilyName ?? patient.birthFamilyName} ${patient.firstGivenName}` : '';
        return { id: row.id, ground, patientName, expiresAt: row.expiresAt };
      }),
    );
    return done({ at: ctx.now(), accesses });
  });
}

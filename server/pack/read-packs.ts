import type { z } from 'zod';
import { requireAccess } from '../access/require-access';
import { readDossiersAmong } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import type { PackEnd } from './rules';
import { dossiersOfPacks, packsSince } from './store';
import type { PackList } from './types';

const BACK_MS = 72 * 3_600_000;
const MOST = 30;

/**
 * Answers which tablets carried dossiers of the actor's sites away, until when, and which ones: what is known of a tablet that is missing. Of a dossier nothing but its
 * number, and only of those she may see.
 */
export async function readPacks(ctx: Context<ProfessionalActor>): Promise<Outcome<z.infer<typeof PackList>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const packs = await packsSince(tx, new Date(now.getTime() - BACK_MS), MOST);
    const items = await dossiersOfPacks(
      tx,
      packs.map(({ id }) => id),
    );
    const dossiers = await readDossiersAmong(
      tx,
      items.map(({ dossierId }) => dossierId),
    );
    return done({
      now,
      packs: packs.map(({ id, userId, userName, endedWhy, terminal, madeAt, lastContactAt, expiresAt, reopens, endedAt }) => ({
        packId: id,
        holder: userName,
        isMine: userId === ctx.actor.userId,
        terminal,
        madeAt,
        lastContactAt,
        expiresAt,
        reopens,
        endedAt,
        endedWhy: endedWhy as PackEnd | null,
        dossiers: items.filter(({ packId }) => packId === id).flatMap(({ dossierId }) => dossiers.get(dossierId)?.accessionNumber ?? []),
      })),
    });
  });
}

import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { unsureDossiers, unsureLeftOut } from './attachment-store';
import type { UnsureDossier } from './attachment-types';

/** An identity that nobody made sure in that time is seldom made sure afterwards: it is shown when it is asked for. */
const DAYS = 60;
const MOST = 200;
const BEGINNING = new Date(0);

export interface UnsureList {
  at: Date;
  dossiers: UnsureDossier[];
  /** More answer than are shown, older ones. */
  isCut: boolean;
  /** What is not in the list: older than sixty days, and hidden or anonymous. */
  leftOut: { older: number; hidden: number };
}

/**
 * Answers the dossiers of the référent's sites whose identity is not sure, newest first, and after them those that were attached in the last sixty days, so that it can be undone: those of
 * the last sixty days, or all of them. Hidden and anonymous identities are none: they are meant to stay so; how many are left out is said.
 * @see GBUI III-2b
 */
export async function listUnsureDossiers(ctx: Context<ProfessionalActor>, { older }: { older: boolean }): Promise<Outcome<UnsureList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  const attached = new Date(ctx.now().getTime() - DAYS * 24 * 3_600_000);
  return ctx.transaction(async (tx) => {
    const found = await unsureDossiers(tx, { opened: older ? BEGINNING : attached, attached });
    const { older: old, hidden } = await unsureLeftOut(tx, attached);
    return done({ at: ctx.now(), dossiers: found.slice(0, MOST), isCut: found.length > MOST, leftOut: { older: older ? 0 : old, hidden } });
  });
}

import type { ProfessionalActor, Role } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done } from '../platform/outcome';
import { changeRights } from './change-rights';
import { rightPeriod } from './right-period';
import { type HeldRight, PLACE_OF, type Right, refusalOfGrant } from './rights-rules';
import { rightsOf } from './rights-store';
import { insertHabilitations } from './store';

export interface Grant {
  userId: string;
  role: Role;
  /** One right per place; none for a role that is held nowhere in particular. */
  placeIds: readonly string[];
  /** Calendar days in Paris, both included; null = at once, and without end. */
  from: string | null;
  to: string | null;
}

/** Gives a person one role at one or several places for a time; all of them or none. In force with his next request. */
export function grantHabilitations(ctx: Context<ProfessionalActor>, { userId, role, placeIds, from, to }: Grant, proofId: string) {
  return changeRights(ctx, { action: 'right.grant', userId, proofId }, async (tx, user) => {
    const now = ctx.now();
    const before = await rightsOf(tx, user.id);
    const given: HeldRight[] = rightsAt(role, placeIds).map((place) => ({ ...place, ...rightPeriod(from, to, now), id: newId(), revokedAt: null }));
    for (const [index, right] of given.entries()) {
      const refusal = refusalOfGrant({ ...user, kind: kindOf(user.kind) }, [...before, ...given.slice(0, index)], right, now);
      if (refusal) return { ok: false, refusal };
    }
    await insertHabilitations(
      tx,
      given.map((right) => ({ ...right, userId, grantedBy: ctx.actor.userId, grantedAt: now })),
    );
    return done({
      value: { habilitationIds: given.map((right) => right.id) },
      detail: { role, places: [...placeIds], from, to, habilitations: given.map((right) => right.id) },
      notice: 'granted',
    });
  });
}

/** A role that needs a place and got none is one right without place, for the rules to refuse. */
function rightsAt(role: Role, placeIds: readonly string[]): Pick<Right, 'role' | 'siteId' | 'wardId'>[] {
  const places = placeIds.length === 0 ? [null] : placeIds;
  return places.map((placeId) => (PLACE_OF[role] === 'ward' ? { role, siteId: null, wardId: placeId } : { role, siteId: placeId, wardId: null }));
}

const kindOf = (kind: string) => (kind === 'emergency' ? 'emergency' : 'personal');

import { type ProfessionalActor, ROLES } from '../platform/actor';
import type { RequestOrigin } from './request-origin';
import { type Executor, habilitationsInForce, type UserRow } from './store';

/** The professional as he is at this instant: roles, sites, wards and prescriber from the habilitations in force, and from nothing else. */
export async function professionalActor(
  tx: Executor,
  user: UserRow,
  sessionId: string,
  { address, terminal }: RequestOrigin,
  now: Date,
): Promise<ProfessionalActor> {
  const inForce = await habilitationsInForce(tx, user.id, now);
  const roles = ROLES.filter((role) => inForce.some((row) => row.role === role));
  return {
    kind: 'professional',
    userId: user.id,
    sessionId,
    // Without title: it is the name under a validation, « Prénom NOM » (CSP D6211-3).
    name: `${user.givenName} ${user.familyName}`,
    rppsNumber: user.rppsNumber,
    roles,
    siteIds: distinct(inForce.map((row) => row.siteId)),
    wardIds: distinct(inForce.map((row) => row.wardId)),
    prescriberId: roles.includes('prescriber') ? user.prescriberId : null,
    address,
    terminal,
  };
}

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))].sort();

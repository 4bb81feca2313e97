import { type ProfessionalActor, ROLES } from '../platform/actor';
import type { RequestOrigin } from './request-origin';
import { type Executor, habilitationsInForce, openMaintenanceOf, type UserRow } from './store';

/** The professional as he is at this instant: roles, sites, wards and prescriber from the habilitations in force, and from nothing else. */
export async function professionalActor(
  tx: Executor,
  user: UserRow,
  session: { id: string; stage: string; terminalId: string | null },
  { address, terminal }: RequestOrigin,
  now: Date,
): Promise<ProfessionalActor> {
  const stage = session.stage === 'enrolling' ? 'enrolling' : 'full';
  const inForce = stage === 'full' ? await habilitationsInForce(tx, user.id, now) : [];
  const held = ROLES.filter((role) => inForce.some((row) => row.role === role));
  // Remote maintenance is closed unless a window is open for this very person (GBUI II-5a).
  const isShut = held.includes('remote_maintainer') && (await openMaintenanceOf(tx, user.id, now)) === null;
  const roles = isShut ? held.filter((role) => role !== 'remote_maintainer') : held;
  return {
    kind: 'professional',
    userId: user.id,
    sessionId: session.id,
    // Without title: it is the name under a validation, « Prénom NOM » (CSP D6211-3).
    name: `${user.givenName} ${user.familyName}`,
    rppsNumber: user.rppsNumber,
    roles,
    siteIds: distinct(inForce.map((row) => row.siteId)),
    siteIdsByRole: Object.fromEntries(roles.map((role) => [role, distinct(inForce.filter((row) => row.role === role).map((row) => row.siteId))])),
    wardIds: distinct(inForce.map((row) => row.wardId)),
    stage,
    terminalId: session.terminalId,
    prescriberId: roles.includes('prescriber') ? user.prescriberId : null,
    address,
    terminal,
  };
}

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))].sort();

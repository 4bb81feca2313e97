import type { Transaction } from '../../db/client';
import { readSites } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';

/** The laboratories at whose sites the person works. */
export async function ownLaboratories(tx: Transaction, actor: ProfessionalActor): Promise<Set<string>> {
  return new Set((await readSites(tx)).filter(({ id }) => actor.siteIds.includes(id)).map(({ laboratoryId }) => laboratoryId));
}

import type { Transaction } from '../../db/client';
import { type LaboratoryRecord, readLaboratories, readLegalEntities, readSites } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import { grouped } from '../platform/grouped';
import { type ExecutedVersion, isElsewhere, type PartState, partStatesOf } from './part-rules';
import { activePartsOfMany, wholesOfMany } from './part-store';
import type { Executing } from './worklist-row';

/** What is asked of a dossier, for its parts. */
export interface Executed {
  dossier: { id: string; laboratoryId: string };
  history: readonly ExecutedVersion[];
}

/** The numbers under which each laboratory executes at home: its own, and its legal entity's. */
export async function readOwnNumbers(tx: Transaction): Promise<Map<string, string[]>> {
  const entities = new Map((await readLegalEntities(tx)).map(({ id, finessNumber }) => [id, finessNumber]));
  return new Map((await readLaboratories(tx)).map(({ id, finessNumber, legalEntityId }) => [id, [finessNumber, entities.get(legalEntityId) ?? finessNumber]]));
}

/** Where the parts of many dossiers stand; asks nothing more of those that were executed at home from end to end. */
export async function readPartsOfMany(tx: Transaction, dossiers: readonly Executed[]): Promise<Map<string, PartState[]>> {
  const sent = dossiers.filter(({ history }) => history.some(({ performerFiness }) => performerFiness !== ''));
  if (sent.length === 0) return new Map();
  const numbers = await readOwnNumbers(tx);
  const ownOf = ({ dossier }: Executed) => numbers.get(dossier.laboratoryId) ?? [];
  const elsewhere = sent.filter((one) => one.history.some(({ performerFiness }) => isElsewhere(performerFiness, ownOf(one))));
  if (elsewhere.length === 0) return new Map();
  const ids = elsewhere.map(({ dossier }) => dossier.id);
  const byDossier = ({ dossierId }: { dossierId: string }) => dossierId;
  const [parts, wholes] = [grouped(await activePartsOfMany(tx, ids), byDossier), grouped(await wholesOfMany(tx, ids), byDossier)];
  return new Map(
    elsewhere.map((one) => [
      one.dossier.id,
      partStatesOf(one.history, ownOf(one), { parts: parts.get(one.dossier.id) ?? [], wholes: wholes.get(one.dossier.id) ?? [] }),
    ]),
  );
}

export const readParts = async (tx: Transaction, executed: Executed): Promise<PartState[]> =>
  (await readPartsOfMany(tx, [executed])).get(executed.dossier.id) ?? [];

/** The laboratories that a person is a biologist of: in their names, and in no other, she speaks. */
export async function readOwnLaboratories(tx: Transaction, actor: Pick<ProfessionalActor, 'roles' | 'siteIds'>): Promise<LaboratoryRecord[]> {
  if (!actor.roles.includes('biologist')) return [];
  const own = new Set((await readSites(tx)).filter(({ id }) => actor.siteIds.includes(id)).map(({ laboratoryId }) => laboratoryId));
  return (await readLaboratories(tx)).filter(({ id }) => own.has(id));
}

/** The laboratories of the group that may execute for others, by their numbers, each with the site whose list its parts are in. */
export async function readExecuting(tx: Transaction): Promise<Map<string, Executing>> {
  const sites = grouped(await readSites(tx), ({ laboratoryId }) => laboratoryId);
  return new Map(
    (await readLaboratories(tx)).flatMap(({ id, finessNumber, shortName }) => {
      const [first] = (sites.get(id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return first ? [[finessNumber, { laboratoryId: id, siteId: first.id, shortName }] as const] : [];
    }),
  );
}

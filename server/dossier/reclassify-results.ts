import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import type { DossierState } from './read-dossier';
import { contentHashOf, revisionHashOf } from './rules';
import { insertObservations, insertRevision, type ObservationRow, updateDossier } from './store';

/** What a result is called and measured in, never its value. */
export interface Reclassification {
  code?: string;
  codeSystem?: string;
  unit?: string;
}

/**
 * Gives results another name or spelling of their unit as new versions beside the old, and makes one revision; a result whose reading does not change is left.
 * The caller has locked the dossier and left out what was signed.
 * @see HCL-3; GBUI IV-4b
 */
export async function reclassifyResults(ctx: Context, tx: Transaction, state: DossierState, changes: ReadonlyMap<string, Reclassification>): Promise<void> {
  const { dossier, requests, revision: previous } = state;
  const added = state.observations.flatMap((row) => {
    const change = changes.get(row.id);
    const next = { ...row, ...change };
    const contentHash = contentHashOf(incomingOf(next));
    if (!change || contentHash === row.contentHash) return [];
    return [{ ...next, id: newId(), version: row.version + 1, contentHash, recordedAt: ctx.now() }];
  });
  if (added.length === 0) return;
  await insertObservations(tx, added);
  const replaced = new Map(added.map((row) => [row.observationKey, row]));
  const versions = state.observations.map((row) => replaced.get(row.observationKey) ?? row);
  const revision = previous.revision + 1;
  const contentHash = revisionHashOf(versions, previous.notes, requests);
  await insertRevision(tx, { ...previous, id: newId(), revision, observationVersionIds: versions.map(({ id }) => id), contentHash, recordedAt: ctx.now() });
  await updateDossier(tx, dossier.id, { revision, updatedAt: ctx.now() });
  await append(tx, ctx, {
    action: 'dossier.reclassify',
    dossierId: dossier.id,
    patientId: dossier.patientId,
    detail: { revision, results: added.length, contentHash },
  });
  await tell(tx, { name: 'dossier.revised', dossierId: dossier.id, subjectId: dossier.id }, ctx.now());
}

const incomingOf = (row: ObservationRow) => {
  const decimal = (value: string | null) => (value === null ? null : Number(value));
  return { ...row, number: decimal(row.number), referenceLow: decimal(row.referenceLow), referenceHigh: decimal(row.referenceHigh) };
};
